package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.TagReference;
import io.drayage.registry.Referrers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what belongs to the manifests of one repository. */
record RegistryReferrers(RegistryPoint point, KnownTags tags) {

  /**
   * By the endpoint, and by the tags that the repository has. A registry that has got the endpoint
   * lately may still have referrers in the index of the tag schema only.
   */
  List<Referrer> of(Digest subject) throws IOException {
    Map<Digest, Referrer> bySubject = new LinkedHashMap<>();
    Optional<Referrers> listed = point.client().referrersByEndpoint(point.at(subject));
    if (listed.isPresent()) {
      add(listed.get(), subject, bySubject);
    }
    if (tags.mayHave(point, new DigestTag(subject, DigestTag.Kind.REFERRERS))) {
      add(point.client().referrersByTag(point.at(subject)), subject, bySubject);
    }
    List<Referrer> found = new ArrayList<>(bySubject.values());
    for (DigestTag.Kind kind : DigestTag.Kind.values()) {
      var tag = new DigestTag(subject, kind);
      if (kind != DigestTag.Kind.REFERRERS && tags.mayHave(point, tag)) {
        point
            .client()
            .headManifest(new TagReference(point.repository(), tag.tag()))
            .map(manifest -> new Referrer(manifest, subject, Optional.of(tag)))
            .ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static void add(Referrers listed, Digest subject, Map<Digest, Referrer> found) {
    for (Descriptor manifest : listed.manifests()) {
      found.putIfAbsent(manifest.digest(), new Referrer(manifest, subject, Optional.empty()));
    }
  }
}
