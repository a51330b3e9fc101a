package io.drayage.storage.domain.access;

import java.util.LinkedHashSet;
import java.util.Set;

/** Who somebody has shown to be, and the groups that whoever vouches for him puts him in. */
public record Identity(Grantee grantee, Set<String> groups) {
  /** Groups beyond are more than any answer about them can hold. */
  private static final int GROUPS = 1_000;

  public Identity {
    if (groups.size() > GROUPS) {
      throw new IllegalArgumentException("more than %d groups".formatted(GROUPS));
    }
    groups = Set.copyOf(groups);
  }

  /** Whom rights may be granted to that are his then. */
  public Set<Grantee> grantees() {
    Set<Grantee> all = new LinkedHashSet<>();
    all.add(grantee);
    groups.forEach(group -> all.add(Grantee.group(group)));
    all.add(Grantee.ANONYMOUS);
    return all;
  }

  /** How he is called in records of what was changed. */
  public String name() {
    return grantee.kind() == Grantee.Kind.ROBOT ? grantee.toString() : grantee.name();
  }
}
