package io.drayage.storage.domain.access;

import java.util.Set;

/** What somebody may do: by the settings, and by what was granted since. */
public final class Rights {
  private static final Set<Grantee> NOBODY = Set.of(Grantee.ANONYMOUS);

  private final AccessRules rules;
  private final GrantRecords records;

  public Rights(AccessRules rules, GrantRecords records) {
    this.rules = rules;
    this.records = records;
  }

  public Grants of(Identity identity) {
    Set<Grantee> grantees = rules.complete(identity).grantees();
    return rules.of(grantees).and(records.of(grantees));
  }

  /** What everybody may do. */
  public Grants ofNobody() {
    return rules.of(NOBODY).and(records.of(NOBODY));
  }
}
