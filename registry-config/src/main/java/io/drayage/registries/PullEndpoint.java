package io.drayage.registries;

import io.drayage.image.Reference;
import java.util.Optional;

/**
 * One place to try for a pull.
 *
 * @param reference what to ask for there
 * @param role whether it stands in for the registry
 * @param insecure unverified https, then http; a setting on the command line beats it
 * @param blocked set when nothing may be asked there: the attempt counts as failed
 * @param origin where the configuration names this place; empty when the reference is taken as is
 */
public record PullEndpoint(
    Reference reference,
    Role role,
    boolean insecure,
    Optional<BlockedRegistry> blocked,
    Optional<Position> origin) {

  /** What an endpoint is to the reference that was asked for. */
  public enum Role {
    MIRROR,
    PRIMARY
  }

  public boolean isMirror() {
    return role == Role.MIRROR;
  }

  PullEndpoint blockedBy(BlockedRegistry block) {
    return new PullEndpoint(reference, role, insecure, Optional.of(block), origin);
  }
}
