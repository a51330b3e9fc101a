package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merged {@code registries.conf}: where each reference is pulled from, what is blocked and what
 * may be insecure, by containers-registries.conf(5) as the container tools implement it. Immutable
 * and thread-safe; changed files are seen by loading again.
 */
public final class RegistriesConfig {
  private static final RegistriesConfig EMPTY =
      new RegistriesConfig(MergedRegistries.EMPTY, "no file");

  private final MergedRegistries merged;
  private final String sources;

  RegistriesConfig(MergedRegistries merged, String sources) {
    this.merged = merged;
    this.sources = sources;
  }

  /** No rules at all: every reference is pulled from the registry that it names. */
  public static RegistriesConfig empty() {
    return EMPTY;
  }

  /**
   * Reads, validates and merges the files. Files of standard places may be missing.
   *
   * @throws RegistriesConfigException when a file cannot be read or is not valid; all mistakes of
   *     that file are in it
   */
  public static RegistriesConfig load(RegistriesConfigFiles files)
      throws RegistriesConfigException {
    return new RegistriesConfig(RegistriesLoader.load(files), files.description());
  }

  /**
   * Where to pull a reference from: the mirrors that serve it in the order of the file, then the
   * registry itself. A place that is blocked is in the list and says so, since a blocked registry
   * may still be served by its mirrors.
   *
   * @throws RegistriesConfigException when a location turns the reference into something that is
   *     none; no endpoint is usable then
   */
  public Resolution resolve(Reference reference) throws RegistriesConfigException {
    Optional<RegistryEntry> found = find(reference.repository().toString());
    if (found.isEmpty()) {
      return new Resolution(
          reference, found, List.of(endpoint(reference, PullEndpoint.Role.PRIMARY, false, null)));
    }
    RegistryEntry entry = found.get();
    List<PullEndpoint> endpoints = new ArrayList<>();
    for (Mirror mirror : entry.mirrors()) {
      if (mirror.use().serves(reference)) {
        Reference there = rewrite(reference, entry, mirror.location(), mirror.position());
        endpoints.add(
            endpoint(there, PullEndpoint.Role.MIRROR, mirror.insecure(), mirror.position()));
      }
    }
    Reference there = rewrite(reference, entry, entry.location(), entry.position());
    endpoints.add(endpoint(there, PullEndpoint.Role.PRIMARY, entry.insecure(), entry.position()));
    return new Resolution(reference, found, endpoints);
  }

  /** What applies to a repository that is asked directly, without mirrors and rewriting. */
  public RegistryRule registryFor(RepositoryName repository) {
    return rule(repository.toString());
  }

  /** What applies to a registry as a whole, as for logging in. */
  public RegistryRule registryFor(RegistryHost registry) {
    return rule(registry.toString());
  }

  /** The validated entries, sorted by prefix; prefixes are unique. */
  public List<RegistryEntry> entries() {
    return merged.entries();
  }

  /** {@code unqualified-search-registries}, in order. */
  public List<String> searchRegistries() {
    return merged.searchRegistries();
  }

  /** {@code [aliases]}; aliases that a later file erased are not in it. */
  public Map<String, ShortNameAlias> aliases() {
    return merged.aliases();
  }

  /** What a short name stands for, if it is an alias. */
  public Optional<ShortNameAlias> alias(String shortName) {
    return Optional.ofNullable(merged.aliases().get(shortName));
  }

  public ShortNameMode shortNameMode() {
    return merged.shortNameMode();
  }

  /**
   * {@code credential-helpers}, in the order to ask them; {@link CredentialStore#AUTH_FILES} stands
   * for the files. Never empty.
   */
  public List<String> credentialHelpers() {
    return merged.credentialHelpers();
  }

  /**
   * The settings that do not do what they seem to say: first what each file holds, in the order of
   * the files, then what the merged entries do.
   */
  public List<Lint> lint() {
    List<Lint> lints = new ArrayList<>(merged.lints());
    lints.addAll(EntryLints.of(merged.entries()));
    return List.copyOf(lints);
  }

  private static Reference rewrite(
      Reference reference, RegistryEntry entry, String location, Position position)
      throws RegistriesConfigException {
    try {
      return Rewrite.apply(reference, entry.prefix(), location);
    } catch (InvalidFormatException e) {
      throw new RegistriesConfigException(
          "%s: cannot rewrite %s with prefix \"%s\" and location \"%s\": rewriting reference: %s; change the prefix or the location"
              .formatted(position, reference, entry.prefix(), location, e.getMessage()),
          e);
    }
  }

  private PullEndpoint endpoint(
      Reference reference, PullEndpoint.Role role, boolean insecure, @Nullable Position origin) {
    return new PullEndpoint(
        reference,
        role,
        insecure,
        rule(reference.repository().toString()).blocked(),
        Optional.ofNullable(origin));
  }

  private RegistryRule rule(String name) {
    return find(name)
        .map(
            entry ->
                new RegistryRule(
                    entry.insecure(),
                    entry.blocked()
                        ? Optional.of(
                            new BlockedRegistry(entry.prefix(), entry.position(), sources))
                        : Optional.empty()))
        .orElse(RegistryRule.NONE);
  }

  /** The longest prefix wins; of two that are equally long, the one that sorts first. */
  private Optional<RegistryEntry> find(String name) {
    RegistryEntry best = null;
    for (RegistryEntry entry : merged.entries()) {
      boolean longer = best == null || entry.prefix().length() > best.prefix().length();
      if (longer && Prefix.match(name, entry.prefix()) != Prefix.NO_MATCH) {
        best = entry;
      }
    }
    return Optional.ofNullable(best);
  }
}
