package io.drayage.registry;

import io.drayage.image.Descriptor;
import java.util.List;
import java.util.Objects;

/** Manifests that name another one as their subject: signatures, attestations, SBOMs. */
public record Referrers(List<Descriptor> manifests, Origin origin) {

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
}
