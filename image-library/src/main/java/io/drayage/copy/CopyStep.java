package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RepositoryName;
import io.drayage.signature.Signature;
import java.util.List;

/**
 * One step of a plan. Steps on blobs may run at the same time; manifests follow in the order of the
 * plan, children before parents, the tag last.
 */
public sealed interface CopyStep {

  /** A blob that is at the destination already. */
  record SkipBlob(Descriptor blob) implements CopyStep {}

  /**
   * A blob that another repository on the destination's registry is believed to hold: it is taken
   * from there, and transferred if that fails.
   */
  record MountBlob(Descriptor blob, RepositoryName from) implements CopyStep {}

  /** A blob that is read from the source and written to the destination. */
  record TransferBlob(Descriptor blob, LayerChange change) implements CopyStep {}

  /**
   * A manifest that is stored under its digest only.
   *
   * @param manifest as it is at the source
   * @param form the media type it is stored with; another one than it has means conversion
   */
  record PutManifest(Descriptor manifest, MediaType form) implements CopyStep {}

  /**
   * Signatures that are put beside a manifest before the image becomes visible.
   *
   * @param manifest the digest that it has at the source
   * @param copied those of the source
   * @param signers who makes further ones, for the manifest as it is at the destination
   */
  record PutSignatures(Digest manifest, List<Signature> copied, List<ImageSigner> signers)
      implements CopyStep {
    public PutSignatures {
      copied = List.copyOf(copied);
      signers = List.copyOf(signers);
    }

    /** How many there will be more. */
    public int count() {
      return copied.size() + signers.size();
    }
  }

  /** The top-level manifest, which makes the image visible under its name. */
  record PutTag(Descriptor manifest, MediaType form) implements CopyStep {}
}
