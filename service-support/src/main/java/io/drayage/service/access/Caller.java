package io.drayage.service.access;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import java.util.Optional;

/**
 * Who sends a request.
 *
 * @param name how he is written down with what he changes
 * @param tenant the one whose things alone he sees and changes; nothing for whoever sees all
 * @param address where the request came from; empty for the service itself
 */
public record Caller(String name, Role role, Optional<String> tenant, String address) {
  /** The service, when nobody asked it to: schedules and upkeep. */
  public static final Caller SERVICE = new Caller("service", Role.ADMIN, Optional.empty(), "");

  /**
   * Refuses what his role does not include.
   *
   * @throws ProblemException 403
   */
  public void require(Role needed) {
    if (!role.includes(needed)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "%s has the role %s, and this needs %s; ask an administrator for a token with it"
              .formatted(name, role.label(), needed.label()));
    }
  }

  /** The same from another address. */
  public Caller at(String other) {
    return new Caller(name, role, tenant, other);
  }
}
