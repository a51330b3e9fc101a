package io.drayage.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/** One right that a token may carry: {@code repository:library/busybox:pull,push}. */
record Scope(String type, String name, Set<String> actions) implements Comparable<Scope> {

  Scope {
    actions = Collections.unmodifiableSet(new TreeSet<>(actions));
  }

  static Scope pull(String repository) {
    return new Scope("repository", repository, Set.of("pull"));
  }

  static Scope push(String repository) {
    return new Scope("repository", repository, Set.of("pull", "push"));
  }

  static Scope delete(String repository) {
    return new Scope("repository", repository, Set.of("delete", "pull"));
  }

  static Scope catalog() {
    return new Scope("registry", "catalog", Set.of("*"));
  }

  /** Reads scopes as a challenge writes them, separated by spaces; what is no scope is skipped. */
  static List<Scope> parseAll(String text) {
    List<Scope> scopes = new ArrayList<>();
    for (String part : words(text, " ")) {
      int first = part.indexOf(':');
      int last = part.lastIndexOf(':');
      if (first > 0 && last > first) {
        List<String> actions = words(part.substring(last + 1), ",");
        scopes.add(
            new Scope(
                part.substring(0, first), part.substring(first + 1, last), Set.copyOf(actions)));
      }
    }
    return scopes;
  }

  private static List<String> words(String text, String separator) {
    List<String> words = new ArrayList<>();
    new StringTokenizer(text, separator).asIterator().forEachRemaining(w -> words.add((String) w));
    return words;
  }

  boolean covers(Scope other) {
    return type.equals(other.type) && name.equals(other.name) && actions.containsAll(other.actions);
  }

  @Override
  public int compareTo(Scope other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return type + ":" + name + ":" + String.join(",", actions);
  }
}
