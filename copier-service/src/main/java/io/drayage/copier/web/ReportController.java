package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.copier.domain.event.RunEvents;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What came of a run, whole: one JSON document that is written while it is read. */
@RestController
@RequestMapping("/api/v1/runs")
public final class ReportController {
  private static final int BATCH = 1000;

  private final Runs runs;
  private final Transfers transfers;
  private final RunEvents events;
  private final JsonMapper json;

  public ReportController(Runs runs, Transfers transfers, RunEvents events, JsonMapper json) {
    this.runs = runs;
    this.transfers = transfers;
    this.events = events;
    this.json = json;
  }

  /** The run, its duration and retries, and every image with what came of it. */
  @GetMapping("/{id}/report")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  void reportRun(@PathVariable long id, HttpServletResponse response) throws IOException {
    Run run =
        runs.find(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.RUN_UNKNOWN, "there is no run %d".formatted(id)));
    response.setContentType("application/json");
    try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
      out.writeStartObject();
      out.writePOJOProperty("run", Views.of(run));
      duration(run).ifPresent(time -> out.writeNumberProperty("seconds", time.toMillis() / 1000.0));
      out.writeNumberProperty("retries", events.countRetries(id));
      out.writeArrayPropertyStart("transfers");
      long after = 0;
      List<Transfer> part;
      do {
        part = transfers.list(id, Optional.empty(), after, BATCH);
        for (Transfer transfer : part) {
          out.writePOJO(Views.of(transfer));
          after = transfer.id();
        }
      } while (part.size() == BATCH);
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  /** From its beginning to its end; empty before that. */
  private static Optional<Duration> duration(Run run) {
    return run.times()
        .endedAt()
        .flatMap(end -> run.times().startedAt().map(start -> Duration.between(start, end)));
  }
}
