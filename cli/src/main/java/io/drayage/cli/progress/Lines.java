package io.drayage.cli.progress;

import io.drayage.copy.BlobOutcome;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyResult;
import io.drayage.copy.CopyStep;
import io.drayage.copy.ProgressEvent;
import io.drayage.copy.ReferrerOutcome;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.util.Optional;

/** Puts events into words. */
final class Lines {
  private Lines() {}

  /** What a log says about an event, if anything. */
  static Optional<String> of(ProgressEvent event, Detail detail) {
    return switch (event) {
      case ProgressEvent.Retrying(_, var step, var cause, var attempt, var delay) ->
          Optional.of(
              "%s failed (%s); attempt %d begins in %s"
                  .formatted(step, cause.getMessage(), attempt + 1, Sizes.duration(delay)));
      case ProgressEvent _ when detail == Detail.IMAGES -> Optional.empty();
      case ProgressEvent.ImagePlanned(_, var plan) -> planned(plan);
      case ProgressEvent.BlobDone(_, var blob, var outcome) -> Optional.of(done(blob, outcome));
      case ProgressEvent.ManifestPut(_, var digest) ->
          Optional.of("Wrote manifest " + shortened(digest));
      case ProgressEvent.SignaturesPut(_, var digest, var count) ->
          Optional.of(
              "Wrote %d signature%s of %s"
                  .formatted(count, count == 1 ? "" : "s", shortened(digest)));
      case ProgressEvent.ImageDone(_, var result) -> Optional.of(ended(result));
      case ProgressEvent.ImageStarted _,
          ProgressEvent.BlobStarted _,
          ProgressEvent.BlobProgress _,
          ProgressEvent.ImageFailed _ ->
          Optional.empty();
    };
  }

  private static Optional<String> planned(CopyPlan plan) {
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    long blobs =
        plan.steps().stream()
            .filter(
                step ->
                    switch (step) {
                      case CopyStep.SkipBlob _, CopyStep.MountBlob _, CopyStep.TransferBlob _ ->
                          true;
                      case CopyStep.PutManifest _, CopyStep.PutSignatures _, CopyStep.PutTag _ ->
                          false;
                    })
            .count();
    return Optional.of(
        "Copying %s: %s, %s to transfer"
            .formatted(
                plan.request(), Counted.of(blobs, "blob"), Sizes.bytes(plan.transferBytes())));
  }

  private static String done(Descriptor blob, BlobOutcome outcome) {
    return switch (outcome) {
      case SKIPPED -> "Blob %s is there already".formatted(shortened(blob.digest()));
      case MOUNTED -> "Mounted blob " + shortened(blob.digest());
      case TRANSFERRED ->
          "Copied blob %s, %s".formatted(shortened(blob.digest()), Sizes.bytes(blob.size()));
    };
  }

  private static String ended(CopyResult result) {
    return switch (result.outcome()) {
      case UNCHANGED ->
          "%s has the image already (%s)%s"
              .formatted(result.request().destination(), result.digest(), referrers(result));
      case COPIED ->
          "Copied to %s (%s)%s"
              .formatted(result.request().destination(), result.digest(), referrers(result));
    };
  }

  private static String referrers(CopyResult result) {
    ReferrerOutcome referrers = result.referrers();
    return referrers.found() == 0
        ? ""
        : "; %d of %d referrers copied, %d there already"
            .formatted(referrers.copied(), referrers.found(), referrers.present());
  }

  /** Enough of a digest to find it again. */
  static String shortened(Digest digest) {
    return digest.algorithm().label() + ":" + digest.hex().substring(0, 12);
  }
}
