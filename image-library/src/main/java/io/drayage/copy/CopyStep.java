package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.MediaType;
import io.drayage.image.RepositoryName;

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

  /** The top-level manifest, which makes the image visible under its name. */
  record PutTag(Descriptor manifest, MediaType form) implements CopyStep {}
}
