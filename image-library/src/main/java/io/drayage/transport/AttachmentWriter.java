package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.TagReference;
import io.drayage.registry.Body;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstoreSignature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Adds sigstore signatures to those that a registry has for a manifest.
 *
 * <p>Registries cannot replace a tag on the condition that it is unchanged. So that nobody's
 * signature is lost, writers of one run take turns; against other processes, the tag is looked at
 * again right before it is written and read back right after, and what was lost is added once more.
 */
final class AttachmentWriter {
  private static final int ATTEMPTS = 8;

  private final SignatureAttachments attachments;
  private final Turns turns;

  /** Lets one writer of a tag after the other do its work. Thread-safe; shared by a run. */
  static final class Turns {
    private final ConcurrentHashMap<TagReference, ReentrantLock> locks = new ConcurrentHashMap<>();

    private ReentrantLock of(TagReference tag) {
      return locks.computeIfAbsent(tag, _ -> new ReentrantLock());
    }
  }

  AttachmentWriter(SignatureAttachments attachments, Turns turns) {
    this.attachments = attachments;
    this.turns = turns;
  }

  void add(Digest manifest, List<SigstoreSignature> signatures) throws IOException {
    TagReference tag = attachments.tag(manifest);
    ReentrantLock turn = turns.of(tag);
    turn.lock();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<ImageManifest> before = attachments.manifest(manifest);
        List<Descriptor> missing = missing(before, signatures);
        if (missing.isEmpty()) {
          return;
        }
        write(tag, before, signatures, missing);
      }
      if (!missing(attachments.manifest(manifest), signatures).isEmpty()) {
        throw new IOException(
            "%s is written by somebody else all the time: a signature that was added disappears; try again later"
                .formatted(tag));
      }
    } finally {
      turn.unlock();
    }
  }

  private static List<Descriptor> missing(
      Optional<ImageManifest> attached, List<SigstoreSignature> signatures) {
    List<Descriptor> there = attached.map(ImageManifest::layers).orElse(List.of());
    List<Descriptor> missing = new ArrayList<>();
    for (SigstoreSignature signature : signatures) {
      Descriptor layer = layer(signature);
      if (!there.contains(layer) && !missing.contains(layer)) {
        missing.add(layer);
      }
    }
    return missing;
  }

  private static Descriptor layer(SigstoreSignature signature) {
    byte[] payload = signature.payload();
    return new Descriptor(signature.mediaType(), Digest.of(payload), payload.length)
        .withAnnotations(signature.annotations());
  }

  private void write(
      TagReference tag,
      Optional<ImageManifest> before,
      List<SigstoreSignature> signatures,
      List<Descriptor> missing)
      throws IOException {
    List<Descriptor> layers = new ArrayList<>(before.map(ImageManifest::layers).orElse(List.of()));
    layers.addAll(missing);
    if (layers.size() > Signature.MAXIMUM_COUNT) {
      throw new IOException(
          "%s would hold %d signatures, more than the %d that are read: delete those that are not needed"
              .formatted(tag, layers.size(), Signature.MAXIMUM_COUNT));
    }
    for (SigstoreSignature signature : signatures) {
      if (missing.contains(layer(signature))) {
        put(layer(signature), signature.payload());
      }
    }
    byte[] config =
        before.isPresent()
            ? AttachmentConfig.grown(
                attachments.bytes(before.get().config(), "the config of signatures"),
                missing,
                "the config of the signatures that are there already")
            : AttachmentConfig.of(missing);
    Descriptor descriptor = new Descriptor(MediaType.OCI_CONFIG, Digest.of(config), config.length);
    put(descriptor, config);
    ImageManifest after =
        before.isPresent()
            ? before.get().with(descriptor, layers)
            : ImageManifest.create(
                MediaType.OCI_MANIFEST, descriptor, layers, ManifestDetails.NONE);
    if (isUnchanged(tag, before)) {
      attachments.point().client().putManifest(tag, after.raw());
    }
  }

  private boolean isUnchanged(TagReference tag, Optional<ImageManifest> before) throws IOException {
    return attachments
        .point()
        .client()
        .headManifest(tag)
        .map(Descriptor::digest)
        .equals(before.map(manifest -> manifest.raw().digest()));
  }

  private void put(Descriptor blob, byte[] bytes) throws IOException {
    attachments
        .point()
        .client()
        .putBlob(attachments.point().repository(), blob.withAnnotations(Map.of()), Body.of(bytes));
  }
}
