package io.drayage.registries;

import java.util.Optional;

/**
 * What the configuration says about talking to a repository directly: for pushes, listings and
 * deletions, which know neither mirrors nor rewriting.
 *
 * @param insecure unverified https, then http; a setting on the command line beats it
 * @param blocked set when the repository must not be asked at all
 */
public record RegistryRule(boolean insecure, Optional<BlockedRegistry> blocked) {
  static final RegistryRule NONE = new RegistryRule(false, Optional.empty());
}
