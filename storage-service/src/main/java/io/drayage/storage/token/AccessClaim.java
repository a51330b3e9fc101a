package io.drayage.storage.token;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.TokenContent;
import io.drayage.storage.domain.access.TokenScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The claim {@code access} of Docker's token protocol: a list of types, names and actions. */
final class AccessClaim {
  static final String NAME = "access";

  private AccessClaim() {}

  static List<Map<String, Object>> write(TokenContent content) {
    List<Map<String, Object>> claim = new ArrayList<>();
    content
        .access()
        .forEach(
            (repository, rights) ->
                claim.add(
                    entry(
                        "repository",
                        repository.value(),
                        rights.stream().sorted().map(Right::label).toList())));
    if (!content.catalog().isEmpty()) {
      claim.add(entry("registry", "catalog", List.of("*")));
    }
    return claim;
  }

  private static Map<String, Object> entry(String type, String name, List<String> actions) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("type", type);
    entry.put("name", name);
    entry.put("actions", actions);
    return entry;
  }

  /**
   * Reads a claim.
   *
   * @param catalog what a token that may list repositories lists
   * @throws InvalidFormatException when it is too long
   */
  static TokenContent read(String subject, Object claim, List<RepositoryPattern> catalog) {
    List<String> scopes = new ArrayList<>();
    if (claim instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> fields && fields.get("actions") instanceof List<?> actions) {
          scopes.add(
              "%s:%s:%s"
                  .formatted(
                      fields.get("type"),
                      fields.get("name"),
                      String.join(",", actions.stream().map(String::valueOf).toList())));
        }
      }
    }
    Map<RepositoryPath, Set<Right>> access = new LinkedHashMap<>();
    boolean lists = false;
    for (TokenScope scope : TokenScope.parse(scopes)) {
      switch (scope) {
        case TokenScope.InRepository(RepositoryPath repository, Set<Right> rights) ->
            access.put(repository, rights);
        case TokenScope.Catalog _ -> lists = true;
      }
    }
    return new TokenContent(subject, access, lists ? catalog : List.of());
  }
}
