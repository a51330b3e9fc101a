package io.drayage.cli.command;

import io.drayage.cli.FailureReport;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import io.drayage.copy.CopyCounts;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import io.drayage.copy.ReferrerOutcome;
import io.drayage.sync.ImageOutcome;
import io.drayage.sync.ImagePreview;
import io.drayage.sync.SyncPreview;
import io.drayage.sync.SyncProblem;
import io.drayage.sync.SyncResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --output json} prints. */
final class Results {
  private Results() {}

  /** One copied image. */
  static GoValue of(CopyResult result) {
    List<Field> fields = places(result.request());
    fields.add(text("outcome", result.outcome().name().toLowerCase(Locale.ROOT)));
    fields.add(text("sourceDigest", result.sourceDigest().toString()));
    fields.add(text("digest", result.digest().toString()));
    fields.addAll(counts(result.counts()));
    fields.add(Field.of("referrers", referrers(result.referrers())));
    return new Struct(fields);
  }

  /** A whole sync. */
  static GoValue of(SyncResult result) {
    var totals = result.totals();
    List<Field> fields = new ArrayList<>();
    fields.add(whole("copied", totals.copied()));
    fields.add(whole("unchanged", totals.unchanged()));
    fields.add(whole("failed", totals.failed()));
    fields.add(whole("notStarted", totals.notStarted()));
    fields.add(whole("sources", result.sources()));
    fields.add(whole("durationMillis", result.duration().toMillis()));
    fields.addAll(counts(totals.counts()));
    fields.add(Field.of("referrers", referrers(totals.referrers())));
    fields.add(Field.of("problems", problems(result.problems())));
    fields.add(
        Field.of("images", new Sequence(result.images().stream().map(Results::of).toList())));
    return new Struct(fields);
  }

  /** A dry run. */
  static GoValue of(SyncPreview preview) {
    return new Struct(
        List.of(
            whole("toCopy", preview.toCopy()),
            whole("unchanged", preview.unchanged()),
            whole("sources", preview.sources()),
            whole("bytes", preview.bytes()),
            whole("requests", preview.requests()),
            Field.of("problems", problems(preview.problems())),
            Field.of("images", new Sequence(preview.images().stream().map(Results::of).toList()))));
  }

  private static GoValue of(ImageOutcome outcome) {
    return switch (outcome) {
      case ImageOutcome.Synced(var result, _) -> of(result);
      case ImageOutcome.Failed(var request, var cause, _) ->
          failed(request, FailureReport.message(cause));
      case ImageOutcome.NotStarted(var request) -> {
        List<Field> fields = places(request);
        fields.add(text("outcome", "not-started"));
        yield new Struct(fields);
      }
    };
  }

  private static GoValue of(ImagePreview preview) {
    return switch (preview) {
      case ImagePreview.Planned planned -> {
        List<Field> fields = places(planned.request());
        fields.add(text("outcome", planned.isUnchanged() ? "unchanged" : "to-copy"));
        fields.add(text("sourceDigest", planned.sourceDigest().toString()));
        fields.add(whole("bytes", planned.bytes()));
        fields.add(whole("requests", planned.requests()));
        yield new Struct(fields);
      }
      case ImagePreview.Failed(var request, var cause) ->
          failed(request, FailureReport.message(cause));
    };
  }

  private static GoValue failed(CopyRequest request, String message) {
    List<Field> fields = places(request);
    fields.add(text("outcome", "failed"));
    fields.add(text("error", message));
    return new Struct(fields);
  }

  private static List<Field> places(CopyRequest request) {
    List<Field> fields = new ArrayList<>();
    fields.add(text("source", request.source().toString()));
    fields.add(text("destination", request.destination().toString()));
    return fields;
  }

  private static List<Field> counts(CopyCounts counts) {
    return List.of(
        whole("blobsTransferred", counts.blobsTransferred()),
        whole("blobsMounted", counts.blobsMounted()),
        whole("blobsSkipped", counts.blobsSkipped()),
        whole("bytesTransferred", counts.bytesTransferred()),
        whole("manifestsPut", counts.manifestsPut()));
  }

  private static GoValue referrers(ReferrerOutcome outcome) {
    return new Struct(
        List.of(
            text("inquiry", outcome.inquiry().name().toLowerCase(Locale.ROOT).replace('_', '-')),
            whole("found", outcome.found()),
            whole("copied", outcome.copied()),
            whole("present", outcome.present()),
            Field.of(
                "problems",
                new Sequence(outcome.problems().stream().<GoValue>map(Text::new).toList()))));
  }

  private static GoValue problems(List<SyncProblem> problems) {
    return new Sequence(
        problems.stream()
            .<GoValue>map(
                problem ->
                    new Struct(
                        List.of(
                            text("severity", problem.severity().name().toLowerCase(Locale.ROOT)),
                            text("where", problem.where()),
                            text("message", problem.message()))))
            .toList());
  }

  private static Field text(String name, String text) {
    return Field.of(name, new Text(text));
  }

  private static Field whole(String name, long number) {
    return Field.of(name, new Whole(number));
  }
}
