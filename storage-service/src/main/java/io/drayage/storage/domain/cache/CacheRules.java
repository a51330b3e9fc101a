package io.drayage.storage.domain.cache;

import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which registries are cached, and how. Thread-safe. */
public final class CacheRules {
  private static final int REMEMBERED = 10_000;

  private final List<NamePattern> allowed;
  private final List<Special> specials;
  private final CacheRule standard;
  private final ConcurrentHashMap<String, Verdict> verdicts = new ConcurrentHashMap<>();

  /** What some repositories have different; the first that matches counts. */
  public record Special(NamePattern pattern, CacheRule rule) {}

  private record Verdict(Optional<CachedRepository> repository, boolean refused) {}

  /**
   * @param allowed which repositories may be fetched; the registries in front of them are taken for
   *     upstreams, all other names are this registry's own
   */
  public CacheRules(List<NamePattern> allowed, List<Special> specials, CacheRule standard) {
    this.allowed = List.copyOf(allowed);
    this.specials = List.copyOf(specials);
    this.standard = standard;
  }

  /**
   * The upstream behind a path.
   *
   * @return nothing for a repository of this registry's own
   * @throws RefusedException when its registry is cached, but it is not
   */
  public Optional<CachedRepository> find(RepositoryPath path) {
    Verdict verdict = verdicts.get(path.value());
    if (verdict == null) {
      verdict = judge(path);
      if (verdicts.size() >= REMEMBERED) {
        verdicts.clear(); // names are what clients make up
      }
      verdicts.put(path.value(), verdict);
    }
    if (verdict.refused()) {
      throw refusal(path.value());
    }
    return verdict.repository();
  }

  private Verdict judge(RepositoryPath path) {
    Optional<CachedRepository> repository =
        CachedRepository.parse(path).filter(r -> isCached(r.upstream().registry()));
    return new Verdict(repository, repository.isPresent() && !isAllowed(repository.get()));
  }

  /** Whether anything of a registry may be fetched. */
  public boolean isCached(RegistryHost registry) {
    return allowed.stream()
        .anyMatch(
            pattern ->
                pattern.concerns(registry) && (pattern.namesRegistry() || isPublic(registry)));
  }

  private boolean isAllowed(CachedRepository repository) {
    RegistryHost registry = repository.upstream().registry();
    return allowed.stream()
        .anyMatch(
            pattern ->
                pattern.matches(repository.upstream())
                    && (pattern.namesRegistry() || isPublic(registry)));
  }

  /** A star does not stand for addresses: those of the inside are not for clients to choose. */
  private static boolean isPublic(RegistryHost registry) {
    String host = registry.value().replaceFirst(":\\d+$", "");
    return !host.equals("localhost")
        && !host.endsWith(".localhost")
        && !host.startsWith("[")
        && !host.matches("[0-9.]+|0[xX].*");
  }

  /** Whether the name of a registry was written down, rather than made up by a client. */
  public boolean isNamed(RegistryHost registry) {
    return allowed.stream().anyMatch(p -> p.namesRegistry() && p.concerns(registry));
  }

  CacheRule ruleFor(RepositoryName repository) {
    for (Special special : specials) {
      if (special.pattern().matches(repository)) {
        return special.rule();
      }
    }
    return standard;
  }

  /** Says that something is not fetched. */
  public static RefusedException refusal(String name) {
    return new RefusedException(
        RefusalCode.DENIED,
        "%s is not among what this cache may fetch; ask its administrator to allow it"
            .formatted(name));
  }
}
