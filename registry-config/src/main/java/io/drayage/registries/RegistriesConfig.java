package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.ArrayList;
import java.util.Comparator;
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
      new RegistriesConfig(MergedRegistries.EMPTY, "no file", Mode.COMPATIBLE);

  /** How much is refused. */
  private enum Mode {
    /** What the container tools refuse. */
    COMPATIBLE,
    /** The ways around a block as well. */
    STRICT
  }

  private final MergedRegistries merged;
  private final String sources;
  private final Mode mode;
  private final StrictRules rules;

  private RegistriesConfig(MergedRegistries merged, String sources, Mode mode) {
    this.merged = merged;
    this.sources = sources;
    this.mode = mode;
    this.rules = new StrictRules(this);
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
    return new RegistriesConfig(RegistriesLoader.load(files), files.description(), Mode.COMPATIBLE);
  }

  /**
   * The same configuration without ways around a block: the location of a blocked prefix is blocked
   * wherever it leads, other spellings of a blocked registry are blocked, and a rewrite of a name
   * that a prefix matches only because ports are not compared is an error.
   *
   * @throws RegistriesConfigException when the files hold a block that has no effect, or a key that
   *     may be a misspelt one
   */
  public RegistriesConfig strict() throws RegistriesConfigException {
    List<ConfigProblem> problems = rules.uselessBlocks();
    if (!problems.isEmpty()) {
      throw new RegistriesConfigException(problems);
    }
    return new RegistriesConfig(merged, sources, Mode.STRICT);
  }

  /** Whether this is a {@link #strict()} one. */
  public boolean isStrict() {
    return mode == Mode.STRICT;
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
    Resolution compatible = compatible(reference);
    return mode == Mode.STRICT ? strict(compatible) : compatible;
  }

  private Resolution compatible(Reference reference) throws RegistriesConfigException {
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

  private Resolution strict(Resolution compatible) throws RegistriesConfigException {
    Optional<StrictRules.Hole> match =
        compatible.entry().flatMap(entry -> rules.match(compatible.reference(), entry));
    if (match.isPresent()) {
      throw new RegistriesConfigException(
          List.of(
              new ConfigProblem(
                  match.get().table().position(), "strict mode: " + match.get().text())));
    }
    List<PullEndpoint> endpoints = new ArrayList<>();
    for (PullEndpoint place : compatible.endpoints()) {
      Optional<StrictRules.Hole> hole = rules.place(place, compatible.entry());
      endpoints.add(hole.isPresent() ? place.blockedBy(blocked(hole.get())) : place);
    }
    return new Resolution(compatible.reference(), compatible.entry(), endpoints);
  }

  /**
   * The ways around a block and the doubtful rewrites that pulling a reference would take, which
   * {@link #strict()} refuses.
   *
   * @throws RegistriesConfigException as {@link #resolve}
   */
  public List<Lint> holes(Reference reference) throws RegistriesConfigException {
    Resolution compatible = compatible(reference);
    List<Lint> holes = new ArrayList<>();
    compatible
        .entry()
        .flatMap(entry -> rules.match(reference, entry))
        .ifPresent(hole -> holes.add(hole.lint()));
    for (PullEndpoint place : compatible.endpoints()) {
      rules.place(place, compatible.entry()).ifPresent(hole -> holes.add(hole.lint()));
    }
    return List.copyOf(holes);
  }

  /** The tables that look as if they were meant for a repository and do not match it. */
  public List<NearMiss> nearMisses(RepositoryName repository) {
    return NearMisses.of(repository, merged.entries());
  }

  /** What applies to a repository that is asked directly, without mirrors and rewriting. */
  public RegistryRule registryFor(RepositoryName repository) {
    return rule(repository.toString());
  }

  /** The block that applies to a name that begins with its registry. */
  Optional<BlockedRegistry> blockOf(String name) {
    return rule(name).blocked();
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
    return merged.search().map(Setting::value).orElse(List.of());
  }

  /** Where {@link #searchRegistries()} is set, if anywhere. */
  public Optional<Position> searchRegistriesOrigin() {
    return merged.search().map(Setting::position);
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
    return merged.mode().map(Setting::value).orElse(ShortNameMode.PERMISSIVE);
  }

  /** Where {@link #shortNameMode()} is set, if anywhere. */
  public Optional<Position> shortNameModeOrigin() {
    return merged.mode().map(Setting::position);
  }

  /** Every file that was looked for, in the order of merging. */
  public List<SourceFile> sources() {
    return merged.sources();
  }

  /** The tables that lost against another one with the same prefix. */
  public List<SupersededTable> superseded() {
    return merged.superseded();
  }

  /**
   * All entries whose prefix matches a repository, the one that counts first: the longest prefix,
   * and of two that are equally long the one that sorts first.
   */
  public List<RegistryEntry> matching(RepositoryName repository) {
    String name = repository.toString();
    return merged.entries().stream()
        .filter(entry -> Prefix.match(name, entry.prefix()) != Prefix.NO_MATCH)
        .sorted(
            Comparator.comparingInt((RegistryEntry entry) -> entry.prefix().length()).reversed())
        .toList();
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
    Optional<RegistryEntry> found = find(name);
    boolean insecure = found.isPresent() && found.get().insecure();
    Optional<BlockedRegistry> blocked =
        found.filter(RegistryEntry::blocked).map(entry -> blocked(entry, Optional.empty()));
    if (mode == Mode.COMPATIBLE) {
      return new RegistryRule(insecure, blocked);
    }
    return new RegistryRule(
        insecure && !found.get().matchesBeforePort(name),
        blocked.or(() -> rules.spelling(name).map(this::blocked)));
  }

  private BlockedRegistry blocked(StrictRules.Hole hole) {
    return blocked(hole.table(), Optional.of(hole.text()));
  }

  private BlockedRegistry blocked(RegistryEntry entry, Optional<String> strictness) {
    return new BlockedRegistry(entry.prefix(), entry.position(), sources, strictness);
  }

  /** The longest prefix wins; of two that are equally long, the one that sorts first. */
  Optional<RegistryEntry> find(String name) {
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
