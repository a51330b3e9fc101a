package io.drayage.registries;

import java.util.Optional;

/**
 * What {@code registries.d} says of one scope.
 *
 * @param name the key in the file; {@code default-docker} for the one that applies to all
 * @param reading where signatures are read
 * @param writing where they are written, when that is not where they are read
 * @param attachments whether sigstore signatures are kept in the registry
 */
record SignatureScope(
    String name,
    Position position,
    Optional<LookasideAddress> reading,
    Optional<LookasideAddress> writing,
    Optional<Boolean> attachments) {
  static final String DEFAULT = "default-docker";

  Optional<LookasideAddress> forWriting() {
    return writing.or(this::reading);
  }
}
