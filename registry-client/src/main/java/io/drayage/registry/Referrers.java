package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.Tag;
import java.util.List;
import java.util.Objects;

/** Manifests that name another one as their subject: signatures, attestations, SBOMs. */
public record Referrers(List<Descriptor> manifests, Origin origin) {
  private static final int LONGEST_HEX = 64;

  /** Where the list came from. */
  public enum Origin {
    /** The referrers endpoint of OCI Distribution 1.1. */
    API,
    /** The index under the tag {@code ALGORITHM-HEX}, for registries without the endpoint. */
    TAG_SCHEMA
  }

  public Referrers {
    manifests = List.copyOf(manifests);
    Objects.requireNonNull(origin);
  }

  /**
   * The tag of the tag schema: {@code sha256-HEX}, cut to what OCI Distribution Specification 1.1,
   * "Referrers Tag Schema", allows.
   */
  public static Tag tagFor(Digest subject) {
    String hex = subject.hex();
    return new Tag(
        subject.algorithm().label() + "-" + hex.substring(0, Math.min(LONGEST_HEX, hex.length())));
  }
}
