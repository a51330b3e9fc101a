package io.drayage.cli.command;

import io.drayage.cli.FailureReport;
import io.drayage.cli.progress.Counted;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.progress.Sizes;
import io.drayage.copy.CopyCounts;
import io.drayage.copy.CopyRequest;
import io.drayage.sync.ImageOutcome;
import io.drayage.sync.ImagePreview;
import io.drayage.sync.SyncEvent;
import io.drayage.sync.SyncListener;
import io.drayage.sync.SyncPreview;
import io.drayage.sync.SyncProblem;
import io.drayage.sync.SyncResult;
import io.drayage.sync.SyncTotals;
import java.io.PrintStream;

/** Tells how a sync goes: a line for each image, problems as they come, and the sum. */
final class SyncReport implements SyncListener {
  private final Screen screen;
  private final PrintStream err;

  SyncReport(Screen screen, PrintStream err) {
    this.screen = screen;
    this.err = err;
  }

  @Override
  public void on(SyncEvent event) {
    switch (event) {
      case SyncEvent.RepositoryListed(var repository, var tags) ->
          screen.line("%s has %s".formatted(repository, Counted.of(tags, "tag")));
      case SyncEvent.ProblemFound(var problem) -> problem(problem);
      case SyncEvent.PlanMade(var plan) -> screen.line(from(plan.images().size(), plan.sources()));
      case SyncEvent.ImageEnded(var outcome, var done, var total) -> ended(outcome, done, total);
      case SyncEvent.ImagePreviewed _ -> {}
    }
  }

  private void problem(SyncProblem problem) {
    String severity = problem.isError() ? "" : "warning: ";
    fault("dray: " + severity + problem);
  }

  private void ended(ImageOutcome outcome, int done, int total) {
    String count = "[" + done + "/" + total + "] ";
    switch (outcome) {
      case ImageOutcome.Synced synced when synced.wasThere() ->
          told(
              synced,
              count
                  + "unchanged %s%s"
                      .formatted(
                          synced.result().request().destination(),
                          ReferrerReport.suffix(synced.result().referrers())));
      case ImageOutcome.Synced synced ->
          told(
              synced,
              count
                  + "copied %s (%s%s)"
                      .formatted(
                          synced.result().request(),
                          counts(synced.result().counts()),
                          ReferrerReport.suffix(synced.result().referrers())));
      case ImageOutcome.Failed(_, var cause, _) -> fault("dray: " + FailureReport.message(cause));
      case ImageOutcome.NotStarted _ -> {}
    }
  }

  private void told(ImageOutcome.Synced synced, String line) {
    screen.line(line);
    ReferrerReport.warnings(synced.result()).forEach(this::fault);
  }

  private static String counts(CopyCounts counts) {
    return "%s sent, %s; %d mounted, %d there already"
        .formatted(
            Counted.of(counts.blobsTransferred(), "blob"),
            Sizes.bytes(counts.bytesTransferred()),
            counts.blobsMounted(),
            counts.blobsSkipped());
  }

  private static String from(int images, int sources) {
    return "%s from %s".formatted(Counted.of(images, "image"), Counted.of(sources, "source"));
  }

  /** The sum of a run. */
  void ended(SyncResult result) {
    SyncTotals totals = result.totals();
    screen.line(
        "Synced %s: %d copied (%s), %d unchanged%s"
            .formatted(
                from(totals.synced(), result.sources()),
                totals.copied(),
                counts(totals.counts()),
                totals.unchanged(),
                ReferrerReport.suffix(totals.referrers())));
    if (totals.failed() > 0 || totals.notStarted() > 0) {
      fault(
          "dray: Sync failed due to previous reported error(s) for one or more images:"
              + " %d failed, %d not started".formatted(totals.failed(), totals.notStarted()));
    }
  }

  /** The plan of a dry run, image by image. */
  void previewed(SyncPreview preview) {
    int number = 0;
    for (ImagePreview image : preview.images()) {
      number++;
      previewed(image, number, preview.images().size());
    }
    screen.line(
        "Would have synced %s: %d to copy, %d unchanged; %s, %s"
            .formatted(
                from(preview.images().size(), preview.sources()),
                preview.toCopy(),
                preview.unchanged(),
                Sizes.bytes(preview.bytes()),
                Counted.of(preview.requests(), "request")));
  }

  private void previewed(ImagePreview image, int number, int total) {
    switch (image) {
      case ImagePreview.Planned planned -> {
        CopyRequest request = planned.request();
        screen.line(
            planned.isUnchanged()
                ? "[%d/%d] unchanged %s".formatted(number, total, request.destination())
                : "[%d/%d] would copy %s (%s, %s)"
                    .formatted(
                        number,
                        total,
                        request,
                        Sizes.bytes(planned.bytes()),
                        Counted.of(planned.requests(), "request")));
      }
      case ImagePreview.Failed(_, var cause) -> fault("dray: " + FailureReport.message(cause));
    }
  }

  /** Failures are for the error stream even when the screen is silent. */
  private void fault(String text) {
    synchronized (err) {
      err.println(text);
      err.flush();
    }
  }
}
