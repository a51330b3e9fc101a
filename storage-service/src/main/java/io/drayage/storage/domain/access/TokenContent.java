package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RepositoryPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token of this registry says.
 *
 * @param subject the name of its owner
 * @param access what it is good for
 * @param catalog which repositories it may list
 */
public record TokenContent(
    String subject, Map<RepositoryPath, Set<Right>> access, List<RepositoryPattern> catalog) {
  /** Whose rights need more patterns lists with a password. */
  private static final int MOST_PATTERNS = 200;

  public TokenContent {
    access = Map.copyOf(access);
    catalog = List.copyOf(catalog);
  }

  /** The part of what is wanted that somebody may have. */
  public static TokenContent of(Caller caller, List<TokenScope> wanted) {
    Map<RepositoryPath, Set<Right>> access = new LinkedHashMap<>();
    List<RepositoryPattern> catalog = new ArrayList<>();
    for (TokenScope scope : wanted) {
      switch (scope) {
        case TokenScope.InRepository(RepositoryPath repository, Set<Right> rights) -> {
          Set<Right> granted = access.computeIfAbsent(repository, _ -> new TreeSet<>());
          rights.stream().filter(right -> caller.may(right, repository)).forEach(granted::add);
        }
        case TokenScope.Catalog _ -> {
          if (catalog.isEmpty()) {
            catalog.addAll(visible(caller));
          }
        }
      }
    }
    access.values().removeIf(Set::isEmpty);
    return new TokenContent(caller.name(), access, catalog);
  }

  private static List<RepositoryPattern> visible(Caller caller) {
    List<RepositoryPattern> patterns =
        caller.visible().list().stream()
            .filter(grant -> grant.covers(Right.PULL))
            .map(Grant::repositories)
            .distinct()
            .toList();
    return patterns.size() > MOST_PATTERNS ? List.of() : patterns;
  }

  /** Who calls with such a token. */
  public Caller caller() {
    List<Grant> grants =
        access.entrySet().stream()
            .map(e -> new Grant(RepositoryPattern.of(e.getKey()), e.getValue()))
            .toList();
    List<Grant> visible =
        catalog.stream().map(pattern -> new Grant(pattern, Set.of(Right.PULL))).toList();
    return new Caller(
        subject, Caller.Proof.REGISTRY_TOKEN, new Grants(grants), new Grants(visible));
  }
}
