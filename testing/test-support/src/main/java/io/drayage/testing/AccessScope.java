package io.drayage.testing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One action on one resource, as {@code repository:library/busybox:pull}. */
record AccessScope(String type, String name, String action) {

  /** Reads {@code type:name:action,action …}; a name may hold a colon (a port). */
  static Set<AccessScope> parse(String text) {
    Set<AccessScope> scopes = new LinkedHashSet<>();
    for (String part : text.split(" ", -1)) {
      int first = part.indexOf(':');
      int last = part.lastIndexOf(':');
      if (first > 0 && last > first) {
        for (String action : List.of(part.substring(last + 1).split(",", -1))) {
          scopes.add(
              new AccessScope(part.substring(0, first), part.substring(first + 1, last), action));
        }
      }
    }
    return scopes;
  }

  /** The inverse of {@link #parse}, sorted. */
  static String print(Collection<AccessScope> scopes) {
    Map<String, Set<String>> actions = new TreeMap<>();
    for (AccessScope scope : scopes) {
      actions
          .computeIfAbsent(scope.type() + ":" + scope.name(), _ -> new TreeSet<>())
          .add(scope.action());
    }
    return String.join(
        " ",
        actions.entrySet().stream()
            .map(e -> e.getKey() + ":" + String.join(",", e.getValue()))
            .toList());
  }
}
