package io.drayage.storage.domain.cache;

import io.drayage.image.DigestReference;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.registry.budget.Urgency;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.PushedManifest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Brings manifests of upstreams in: fetched, admitted, stored before what they name is here. */
public final class Arrivals {
  private final Upstream upstream;
  private final Admission admission;
  private final Manifests manifests;
  private final AwaitedBlobs awaited;

  /** Where manifests go, and what notes which blobs they still lack. */
  public record Shelf(Manifests manifests, AwaitedBlobs awaited) {}

  public Arrivals(Upstream upstream, Admission admission, Shelf shelf) {
    this.upstream = upstream;
    this.admission = admission;
    this.manifests = shelf.manifests();
    this.awaited = shelf.awaited();
  }

  RawManifest fetch(DigestReference reference, Optional<Tag> tag, Urgency urgency)
      throws IOException {
    RawManifest manifest = upstream.manifest(reference, urgency);
    admission.admit(reference.repository(), manifest);
    store(CachedRepository.of(reference.repository()), manifest, tag);
    return manifest;
  }

  void store(CachedRepository repository, RawManifest manifest, Optional<Tag> tag) {
    PushedManifest incomplete = manifests.read(manifest, tag.stream().toList()).withoutContent();
    awaited.expect(repository.path(), manifest.digest(), Set.copyOf(incomplete.optional()));
    manifests.put(repository.path(), incomplete);
    awaited.manifestStored(repository.path(), manifest.digest());
  }
}
