package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rights to repositories, and who has them.
 *
 * @param grantee {@code user:NAME}, {@code group:NAME}, {@code robot:NAME} or {@code anonymous}
 * @param repositories a pattern of names, see {@link RightsGrant}
 * @param rights of pull, push, delete and admin; anonymous can have pull alone
 */
public record GrantedRights(String grantee, String repositories, List<String> rights) {
  public GrantedRights(
      @Nullable String grantee, @Nullable String repositories, @Nullable List<String> rights) {
    if (grantee == null) {
      throw ProblemException.invalid("grantee", "is missing");
    }
    RightsGrant grant = new RightsGrant(repositories, rights);
    this.grantee = grantee;
    this.repositories = grant.repositories();
    this.rights = grant.rights();
  }
}
