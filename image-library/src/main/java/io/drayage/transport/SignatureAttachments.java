package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.TagReference;
import io.drayage.registry.BlobStream;
import io.drayage.registry.RegistryException;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstoreSignature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sigstore signatures in the registry, as cosign attaches them: the layers of a manifest with the
 * tag {@code ALGORITHM-HEX.sig}. Layers of other kinds, such as attestations, come along; whoever
 * verifies looks at their media type.
 */
record SignatureAttachments(RegistryPoint point) {

  /** The tag below which the signatures of a manifest are. */
  TagReference tag(Digest manifest) {
    return new TagReference(
        point.repository(), new DigestTag(manifest, DigestTag.Kind.SIGNATURE).tag());
  }

  List<Signature> read(Digest manifest) throws IOException {
    Optional<ImageManifest> attached = manifest(manifest);
    return attached.isPresent() ? read(attached.get()) : List.of();
  }

  List<Signature> read(ImageManifest attached) throws IOException {
    List<Signature> signatures = new ArrayList<>();
    for (Descriptor layer : attached.layers()) {
      signatures.add(
          new SigstoreSignature(
              layer.mediaType(), bytes(layer, "the signature"), layer.annotations()));
    }
    return signatures;
  }

  /** The manifest that holds them; empty when there is none. */
  Optional<ImageManifest> manifest(Digest manifest) throws IOException {
    TagReference tag = tag(manifest);
    RawManifest raw;
    try {
      raw = point.client().manifest(tag);
    } catch (RegistryException.NotFound e) {
      return Optional.empty();
    }
    return Optional.of(parse(raw, tag));
  }

  private static ImageManifest parse(RawManifest raw, TagReference tag) throws IOException {
    if (!raw.mediaType().equals(MediaType.OCI_MANIFEST)) {
      throw new IOException(
          "%s should hold signatures and is of the type %s, not an OCI manifest"
              .formatted(tag, raw.mediaType()));
    }
    try {
      if (raw.parse() instanceof ImageManifest manifest) {
        if (manifest.layers().size() > Signature.MAXIMUM_COUNT) {
          throw new IOException(
              "%s holds %d signatures, more than the %d that an image may have"
                  .formatted(tag, manifest.layers().size(), Signature.MAXIMUM_COUNT));
        }
        return manifest;
      }
    } catch (InvalidFormatException e) {
      throw new IOException("%s: %s".formatted(tag, e.getMessage()), e);
    }
    throw new IOException("%s should hold signatures and is no manifest of layers".formatted(tag));
  }

  /** A whole small blob, verified. */
  byte[] bytes(Descriptor blob, String what) throws IOException {
    if (blob.size() > Signature.MAXIMUM_SIZE) {
      throw new IOException(
          "%s %s in %s has %d bytes, more than the limit of %d"
              .formatted(
                  what, blob.digest(), point.repository(), blob.size(), Signature.MAXIMUM_SIZE));
    }
    try (BlobStream stream = point.client().blob(point.repository(), blob)) {
      return stream.readAllBytes();
    }
  }
}
