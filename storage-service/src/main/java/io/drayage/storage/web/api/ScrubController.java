package io.drayage.storage.web.api;

import io.drayage.api.storage.ScrubStatus;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.scrub.Finding;
import io.drayage.storage.domain.scrub.ScrubProgress;
import io.drayage.storage.domain.scrub.ScrubRecords;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The scrubber, for administrators. */
@RestController
@RequestMapping("/api/v1/scrub")
public final class ScrubController {
  private static final int FINDINGS = 1000;

  private final ScrubRecords records;

  public ScrubController(ScrubRecords records) {
    this.records = records;
  }

  /** Tells how far the scrubber is and what it found. */
  @GetMapping
  ScrubStatus getScrubStatus() {
    Callers.current().requireAdministrator();
    ScrubProgress progress = records.progress();
    return new ScrubStatus(
        stage(progress.stage()),
        progress.begun(),
        progress.ended().orElse(null),
        progress.blobs(),
        progress.bytes(),
        progress.strays(),
        records.findings(FINDINGS).stream().map(ScrubController::view).toList());
  }

  private static String stage(ScrubProgress.Stage stage) {
    return switch (stage) {
      case ScrubProgress.Stage.Blobs _ -> "blobs";
      case ScrubProgress.Stage.Strays _ -> "strays";
      case ScrubProgress.Stage.Rest _ -> "rest";
    };
  }

  private static ScrubStatus.Finding view(Finding finding) {
    return new ScrubStatus.Finding(
        finding.digest().toString(),
        finding.condition().name().toLowerCase(Locale.ROOT),
        finding.since(),
        finding.isServed(),
        finding.images());
  }
}
