package io.drayage.copy;

import io.drayage.image.Digest;
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
 */
record GatheredFacts(
    CopyRequest request,
    Digest sourceDigest,
    Optional<Digest> destinationDigest,
    List<ManifestFact> manifests,
    Set<Digest> presentManifests,
    Map<Digest, BlobFact> blobs) {

  GatheredFacts {
    manifests = List.copyOf(manifests);
    presentManifests = Set.copyOf(presentManifests);
    blobs = Map.copyOf(blobs);
  }

  ManifestFact top() {
    return manifests.getLast();
  }
}
