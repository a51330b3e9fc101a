package io.drayage.sync;

import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyStep;
import io.drayage.image.Digest;
import java.io.IOException;

/** What a run would do with one image. */
public sealed interface ImagePreview {

  CopyRequest request();

  /**
   * What would be done, in numbers; the steps were told to the listener. All zero: the destination
   * has the image already.
   *
   * @param sourceDigest the digest of the top-level manifest at the source
   * @param bytes how many bytes would be read from the source
   * @param requests how many requests that would take
   */
  record Planned(
      CopyRequest request,
      Digest sourceDigest,
      int blobsSkipped,
      int blobsMounted,
      int blobsTransferred,
      int manifests,
      int signatures,
      long bytes,
      int requests)
      implements ImagePreview {

    static Planned of(CopyPlan plan) {
      int skipped = 0;
      int mounted = 0;
      int transferred = 0;
      int manifests = 0;
      int signatures = 0;
      for (CopyStep step : plan.steps()) {
        switch (step) {
          case CopyStep.SkipBlob _ -> skipped++;
          case CopyStep.MountBlob _ -> mounted++;
          case CopyStep.TransferBlob _ -> transferred++;
          case CopyStep.PutManifest _, CopyStep.PutTag _ -> manifests++;
          case CopyStep.PutSignatures put -> signatures += put.count();
        }
      }
      return new Planned(
          plan.request(),
          plan.sourceDigest(),
          skipped,
          mounted,
          transferred,
          manifests,
          signatures,
          plan.transferBytes(),
          plan.requests());
    }

    /** Whether nothing would be done. */
    public boolean isUnchanged() {
      return blobsSkipped + blobsMounted + blobsTransferred + manifests + signatures == 0;
    }
  }

  /** What would be done could not be found out, so the copy would fail. */
  record Failed(CopyRequest request, IOException cause) implements ImagePreview {}
}
