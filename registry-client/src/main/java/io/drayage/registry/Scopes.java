package io.drayage.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rights that one request needs: one scope for each name, in a fixed order. */
record Scopes(List<Scope> list) {

  Scopes {
    list = list.size() < 2 ? List.copyOf(list) : merged(list);
  }

  static Scopes of(Scope... scopes) {
    return new Scopes(List.of(scopes));
  }

  private static List<Scope> merged(List<Scope> scopes) {
    Map<String, Scope> merged = new TreeMap<>();
    for (Scope scope : scopes) {
      merged.merge(scope.type() + ":" + scope.name(), scope, Scopes::union);
    }
    return List.copyOf(merged.values());
  }

  private static Scope union(Scope one, Scope other) {
    Set<String> actions = new TreeSet<>(one.actions());
    actions.addAll(other.actions());
    return new Scope(one.type(), one.name(), actions);
  }

  Scopes plus(List<Scope> more) {
    return new Scopes(java.util.stream.Stream.concat(list.stream(), more.stream()).toList());
  }

  /** Whether a token with these rights is enough for what needs the other ones. */
  boolean covers(Scopes other) {
    return other.list.stream().allMatch(needed -> list.stream().anyMatch(s -> s.covers(needed)));
  }
}
