package io.drayage.registries;

import java.util.Locale;

/** The kinds of {@link Lint}. Ids are stable: scripts filter by them. */
public enum LintKind {
  /** Text behind a colon or an at sign: prefixes are compared with names only. */
  PREFIX_WITH_TAG(Weight.WARNING),
  /** A prefix that no reference can begin with. */
  PREFIX_NEVER_MATCHES(Weight.WARNING),
  /** {@code **.} or a star that is not at the beginning. */
  WILDCARD_NEVER_MATCHES(Weight.WARNING),
  /** A wildcard as long as an exact prefix sorts before it and wins. */
  WILDCARD_BEATS_EXACT(Weight.WARNING),
  /** A host without a port also matches the host with any port. */
  PREFIX_MATCHES_ANY_PORT(Weight.WARNING),
  /** The port behind a matched host is appended to the location. */
  PORT_IS_KEPT(Weight.NOTE),
  /** {@code docker.io/alpine} is not {@code docker.io/library/alpine}. */
  DOCKER_HUB_WITHOUT_LIBRARY(Weight.NOTE),
  /** A table of a later file replaces one of an earlier file with everything in it. */
  DROP_IN_REPLACES_ENTRY(Weight.WARNING),
  /** Two tables of one file for one prefix: the first counts. */
  DUPLICATE_PREFIX(Weight.WARNING),
  /** A blocked prefix whose location lies elsewhere is not blocked. */
  BLOCKED_BUT_REWRITTEN(Weight.WARNING),
  /** A name escapes a block by capital letters, the port 443 or another name of Docker Hub. */
  BLOCK_ESCAPED_BY_SPELLING(Weight.WARNING),
  /** The mirrors of a blocked registry are still read from. */
  BLOCKED_BUT_MIRRORED(Weight.NOTE),
  /** Letter case of the host escapes a block. */
  BLOCK_IS_CASE_SENSITIVE(Weight.NOTE),
  /** A more specific entry without mirrors hides the mirrors of a wider one. */
  HIDES_MIRRORS(Weight.WARNING),
  /** A mirror does not inherit {@code insecure}. */
  MIRROR_NOT_INSECURE(Weight.NOTE),
  /** {@code user@host} passes validation and fails on use. */
  LOCATION_WITH_USER(Weight.WARNING),
  /** A location that can never yield a valid reference. */
  LOCATION_NEVER_WORKS(Weight.WARNING),
  /** A key that no container tool knows. */
  UNKNOWN_KEY(Weight.WARNING),
  /** A key that is only recognised because letter case is forgiven. */
  KEY_CASE(Weight.NOTE),
  /** The old format, version 1. */
  OLD_FORMAT(Weight.NOTE),
  /** A file in the home folder switches the system's drop-ins off. */
  SYSTEM_DROP_INS_IGNORED(Weight.WARNING),
  /** A drop-in folder that is a symbolic link is not read. */
  DROP_IN_FOLDER_IS_LINK(Weight.WARNING),
  /** A file whose name does not end as it must. */
  FILE_IGNORED(Weight.WARNING),
  /** A {@code registries.d} in the home folder switches the system's off. */
  SYSTEM_SIGNATURES_IGNORED(Weight.WARNING),
  /** {@code sigstore} and {@code sigstore-staging} are called {@code lookaside} now. */
  OLD_SIGNATURE_KEY(Weight.NOTE),
  /** A scope of {@code registries.d} that no image is in. */
  SIGNATURE_SCOPE_NEVER_MATCHES(Weight.WARNING),
  /** An address that every use of fails. */
  LOOKASIDE_UNUSABLE(Weight.WARNING),
  /** A place to write to that can be read only. */
  LOOKASIDE_NOT_WRITABLE(Weight.WARNING),
  /** Signatures that are fetched in the clear can be held back. */
  LOOKASIDE_WITHOUT_TLS(Weight.NOTE);

  /** How much a lint matters. */
  public enum Weight {
    /** Probably not what was meant. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Weight weight;

  LintKind(Weight weight) {
    this.weight = weight;
  }

  public Weight weight() {
    return weight;
  }

  /** The stable id. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
