package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.ReferenceText;
import io.drayage.registries.ShortNameResolution.Alias;
import io.drayage.registries.ShortNameResolution.AliasPlace;
import io.drayage.registries.ShortNameResolution.Chosen;
import io.drayage.registries.ShortNameResolution.FullName;
import io.drayage.registries.ShortNameResolution.SearchReason;
import io.drayage.registries.ShortNameResolution.Searched;
import io.drayage.registries.ShortNameResolution.Unresolved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Completes names without a registry as podman, buildah and CRI-O do;
 * containers-registries.conf(5), "Short-Name Resolution". The user's remembered choices are read
 * once. Thread-safe.
 */
public final class ShortNames {
  private final RegistriesConfig config;
  private final ShortNameCache cache;

  /**
   * @param environment tells where the user's choices are remembered
   */
  public ShortNames(RegistriesConfig config, ConfigEnvironment environment) {
    this.config = config;
    this.cache = new ShortNameCache(ShortNameCache.file(environment));
  }

  /** Whether a name has no registry: nothing before the first slash looks like a host. */
  public static boolean isShort(String name) {
    String first = firstPart(name);
    return first.indexOf('.') < 0 && first.indexOf(':') < 0 && !first.equals("localhost");
  }

  /**
   * What a name stands for when nobody can be asked.
   *
   * @param name {@code [registry/]path[:tag|@digest]}
   * @throws InvalidFormatException when it is no name of an image
   * @throws RegistriesConfigException when the remembered choices cannot be read
   */
  public ShortNameResolution resolve(String name) throws RegistriesConfigException {
    Known known = known(name);
    return known.decided().orElseGet(() -> withoutQuestion(name, known.candidates()));
  }

  /**
   * What a name stands for; asks where podman asks at a terminal.
   *
   * @throws InvalidFormatException when it is no name of an image
   * @throws IOException when the remembered choices cannot be read, or the chooser fails
   */
  public ShortNameResolution resolve(String name, ShortNameChooser chooser) throws IOException {
    Known known = known(name);
    if (known.decided().isPresent()) {
      return known.decided().get();
    }
    Optional<Reference> choice = chooser.choose(name, known.candidates());
    return choice.isPresent()
        ? new Chosen(ReferenceText.split(name).name(), choice.get())
        : withoutQuestion(name, known.candidates());
  }

  /**
   * Keeps a choice for all later calls and for the other container tools of the user.
   *
   * @throws RegistriesConfigException when it cannot be written
   */
  public void remember(Chosen choice) throws RegistriesConfigException {
    cache.put(choice.shortName(), choice.reference().repository());
  }

  /** The file with the choices that were remembered, for the user. */
  public SourceFile source() throws RegistriesConfigException {
    return cache.source();
  }

  /** Either a resolution, or several candidates to choose from. */
  private record Known(Optional<ShortNameResolution> decided, List<Reference> candidates) {
    static Known decided(ShortNameResolution resolution) {
      return new Known(Optional.of(resolution), List.of());
    }
  }

  private Known known(String name) throws RegistriesConfigException {
    if (!isShort(name)) {
      return Known.decided(new FullName(Reference.parse(name)));
    }
    ReferenceText parts = checked(name);
    String suffix = name.substring(parts.name().length());
    Optional<ShortNameCache.Entry> remembered = cache.find(parts.name());
    if (remembered.isPresent() && remembered.get().alias().isPresent()) {
      return alias(remembered.get().alias().get(), suffix, AliasPlace.REMEMBERED);
    }
    // An empty one that was remembered hides the alias of the configuration.
    Optional<ShortNameAlias> configured =
        remembered.isPresent() ? Optional.empty() : config.alias(parts.name());
    if (configured.isPresent()) {
      return alias(configured.get(), suffix, AliasPlace.CONFIGURED);
    }
    return searched(name);
  }

  private static Known alias(ShortNameAlias alias, String suffix, AliasPlace place) {
    Reference reference = Reference.parse(alias.repository() + suffix);
    return Known.decided(new Alias(reference, alias.position(), place));
  }

  private Known searched(String name) {
    List<Reference> candidates = new ArrayList<>();
    for (String registry : config.searchRegistries()) {
      candidates.add(Reference.parse(registry + "/" + name));
    }
    Optional<Position> origin = config.searchRegistriesOrigin();
    if (candidates.isEmpty() || origin.isEmpty()) {
      return Known.decided(new Unresolved(nowhereToSearch(name), List.of(), origin));
    }
    if (config.shortNameMode() == ShortNameMode.DISABLED) {
      return Known.decided(new Searched(candidates, origin.get(), SearchReason.MODE_DISABLED));
    }
    return candidates.size() == 1
        ? Known.decided(new Searched(candidates, origin.get(), SearchReason.ONLY_ONE))
        : new Known(Optional.empty(), candidates);
  }

  private String nowhereToSearch(String name) {
    return "short-name \"%s\" did not resolve to an alias and no unqualified-search registries are defined%s; write the registry, or add an alias or a search registry to registries.conf"
        .formatted(
            name,
            config
                .searchRegistriesOrigin()
                .map(at -> " (the list at %s is empty)".formatted(at))
                .orElse(""));
  }

  private ShortNameResolution withoutQuestion(String name, List<Reference> candidates) {
    if (config.shortNameMode() == ShortNameMode.ENFORCING) {
      return new Unresolved(
          "short-name \"%s\" is ambiguous, short-name-mode is enforcing and there is no terminal to ask at; write the registry, or add an alias to registries.conf"
              .formatted(name),
          candidates,
          config.shortNameModeOrigin());
    }
    return new Searched(
        candidates, config.searchRegistriesOrigin().orElseThrow(), SearchReason.NOBODY_TO_ASK);
  }

  /** Nonsense is reported as what it is, whatever else is wrong. */
  private static ReferenceText checked(String name) {
    Reference somewhere = Reference.parse("localhost/" + name);
    ReferenceText parts = ReferenceText.split(name);
    if (!somewhere.repository().path().equals(parts.name())) {
      throw new InvalidFormatException("invalid reference format: \"%s\"".formatted(name));
    }
    return parts;
  }

  private static String firstPart(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
