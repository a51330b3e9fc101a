package io.drayage.copier.web.operations;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health and metrics. Nobody needs a right for them. */
@RestController
public final class OperationsController {
  private static final MediaType PROMETHEUS =
      MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

  private final Readings readings;

  /**
   * What is shown.
   *
   * @param problem what is wrong with the database, if anything
   */
  public record Readings(Supplier<String> metrics, Supplier<Optional<String>> problem) {}

  public OperationsController(Readings readings) {
    this.readings = readings;
  }

  /** As long as the process can answer at all. */
  @GetMapping("/health/live")
  ResponseEntity<Map<String, Object>> live() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", "up"));
  }

  /** With 503 when this replica should get no requests. */
  @GetMapping("/health/ready")
  ResponseEntity<Map<String, Object>> ready() {
    return readings
        .problem()
        .get()
        .map(
            problem ->
                ResponseEntity.status(503)
                    .cacheControl(CacheControl.noStore())
                    .<Map<String, Object>>body(
                        Map.of("status", "down", "problems", Map.of("database", problem))))
        .orElseGet(this::live);
  }

  /** In the text format of Prometheus. */
  @GetMapping("/metrics")
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok().contentType(PROMETHEUS).body(readings.metrics().get());
  }
}
