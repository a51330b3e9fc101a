package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.io.IOException;
import java.time.Duration;

/** Something that happened in a copy. Events of one blob come in order. */
public sealed interface ProgressEvent {

  CopyRequest request();

  record ImageStarted(CopyRequest request) implements ProgressEvent {}

  /** What is to be done is known; blobs and manifests follow. */
  record ImagePlanned(CopyRequest request, CopyPlan plan) implements ProgressEvent {}

  /** A blob begins to move; its size in bytes is the descriptor's. */
  record BlobStarted(CopyRequest request, Descriptor blob) implements ProgressEvent {}

  /**
   * A blob moves on; sent a few times a second at most.
   *
   * @param bytes how many bytes of the source's blob were read until now
   */
  record BlobProgress(CopyRequest request, Descriptor blob, long bytes) implements ProgressEvent {}

  /** A blob is at the destination; one that was skipped or mounted was never started. */
  record BlobDone(CopyRequest request, Descriptor blob, BlobOutcome outcome)
      implements ProgressEvent {}

  /** A manifest was written. */
  record ManifestPut(CopyRequest request, Digest digest) implements ProgressEvent {}

  /** Signatures were put beside a manifest, by its digest at the destination. */
  record SignaturesPut(CopyRequest request, Digest digest, int count) implements ProgressEvent {}

  /** A step failed and is tried again after a while; an attempt is counted from 1. */
  record Retrying(CopyRequest request, String step, IOException cause, int attempt, Duration delay)
      implements ProgressEvent {}

  record ImageDone(CopyRequest request, CopyResult result) implements ProgressEvent {}

  record ImageFailed(CopyRequest request, IOException cause) implements ProgressEvent {}
}
