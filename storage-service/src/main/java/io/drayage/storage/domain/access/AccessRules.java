package io.drayage.storage.domain.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Rights that are settings and do not change while the registry runs.
 *
 * @param memberships the groups of users
 * @param grants who has them
 */
public record AccessRules(Map<String, Set<String>> memberships, Map<Grantee, Grants> grants) {
  /** No rights for anybody. */
  public static final AccessRules NONE = new AccessRules(Map.of(), Map.of());

  public AccessRules {
    memberships = Map.copyOf(memberships);
    grants = Map.copyOf(grants);
  }

  /** Adds the groups that the rules put a user in. */
  public Identity complete(Identity identity) {
    Set<String> more = memberships.get(identity.grantee().name());
    if (more == null || identity.grantee().kind() != Grantee.Kind.USER) {
      return identity;
    }
    Set<String> groups = new HashSet<>(identity.groups());
    groups.addAll(more);
    return new Identity(identity.grantee(), groups);
  }

  /** What these have together. */
  public Grants of(Set<Grantee> grantees) {
    Grants all = Grants.NONE;
    for (Grantee grantee : grantees) {
      all = all.and(grants.getOrDefault(grantee, Grants.NONE));
    }
    return all;
  }

  /** Rules that let the holders of some grantees have more. */
  public AccessRules with(Grantee grantee, Grants more) {
    Map<Grantee, Grants> all = new HashMap<>(grants);
    all.merge(grantee, more, Grants::and);
    return new AccessRules(memberships, all);
  }
}
