package io.drayage.bundle;

import io.drayage.copy.ImageApproval;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.signature.Signature;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import io.drayage.transport.SignatureReads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image whose manifests were read.
 *
 * @param source stays open until its blobs were read
 * @param manifests the top-level one first
 * @param blobs configs and layers, in the order of the manifests
 * @param problems why referrers are missing, or may be
 */
record GatheredImage(
    WantedImage wanted,
    ImageSource source,
    RawManifest top,
    Map<Digest, RawManifest> manifests,
    Map<Digest, Descriptor> blobs,
    List<Referrer> referrers,
    List<String> problems) {

  BundledImage bundled() {
    List<Digest> content = new ArrayList<>(manifests.keySet());
    content.addAll(blobs.keySet());
    return new BundledImage(wanted.name(), top.descriptor(), referrers, content);
  }

  void addManifests(Map<Digest, BundleItem> items) {
    manifests.forEach(
        (digest, manifest) -> items.putIfAbsent(digest, new BundleItem.OfManifest(manifest)));
  }

  /** Adds what the other side has not. */
  void addBlobs(Map<Digest, BundleItem> items, PresumedBlobs presumed) {
    blobs.forEach(
        (digest, blob) -> {
          if (!presumed.contains(digest)) {
            items.putIfAbsent(digest, new BundleItem.OfBlob(blob, this));
          }
        });
  }

  /**
   * Asks whether the image may be taken; one of an index that may not is enough to refuse it.
   *
   * @throws io.drayage.copy.CopyRefusedException when it may not
   */
  void require(ImageApproval approval) throws IOException {
    if (!approval.needsSignatures()) {
      return;
    }
    Set<Digest> referring = new HashSet<>();
    referrers.forEach(referrer -> referring.add(referrer.manifest().digest()));
    for (RawManifest manifest : manifests.values()) {
      if (!manifest.mediaType().isIndex() && !referring.contains(manifest.digest())) {
        approval.approve(manifest, signatures(manifest.digest()));
      }
    }
  }

  private List<Signature> signatures(Digest manifest) throws IOException {
    var reads = source.as(SignatureReads.class);
    return reads.isPresent() ? reads.get().signatures(manifest) : List.of();
  }

  /** Adds the digests of the blobs that a manifest of this image names, or one below it. */
  void addBelow(Digest manifest, Set<Digest> below) {
    RawManifest raw = manifests.get(manifest);
    if (raw == null) {
      return;
    }
    switch (raw.parse()) {
      case ImageManifest single -> single.blobs().forEach(blob -> below.add(blob.digest()));
      case ImageIndex index -> index.manifests().forEach(child -> addBelow(child.digest(), below));
      case Schema1Manifest _, UnknownManifest _ -> {
        // Neither is gathered.
      }
    }
  }
}
