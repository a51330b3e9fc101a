package io.drayage.copy;

import io.drayage.image.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a plan depends on.
 *
 * @param sourceDigest of the top-level manifest at the source, before any choice of a platform
 * @param destinationDigest of what the destination's name means now
 * @param manifests what shall be there, children before parents, the top-level one last
 * @param presentManifests digests that the destination holds already, with all that they name
 * @param blobs what is known of every blob that those manifests name and that may be missing
 * @param signatures what manifests lack of signatures; those that lack none are left out
 */
record GatheredFacts(
    CopyRequest request,
    Digest sourceDigest,
    Optional<Digest> destinationDigest,
    List<ManifestFact> manifests,
    Set<Digest> presentManifests,
    Map<Digest, BlobFact> blobs,
    Map<Digest, SignatureFact> signatures) {

  GatheredFacts {
    manifests = List.copyOf(manifests);
    presentManifests = Set.copyOf(presentManifests);
    blobs = Map.copyOf(blobs);
    signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
  }

  ManifestFact top() {
    return manifests.getLast();
  }
}
