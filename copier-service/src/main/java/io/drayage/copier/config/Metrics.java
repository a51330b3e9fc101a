package io.drayage.copier.config;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.drayage.copier.domain.event.RunBell;
import io.drayage.copier.domain.event.Situation;
import io.drayage.copier.domain.event.Traffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the service. What is in the database is the same on every replica; what was moved
 * is counted by each for itself. Nothing is done for them before somebody asks.
 */
final class Metrics {
  private static final String PREFIX = "drayage.";

  private final Traffic traffic;
  private final RunBell bell;
  private final Situation.Source situation;
  private final HikariDataSource dataSource;
  private @Nullable Shown shown;

  private record Shown(
      PrometheusMeterRegistry registry,
      MultiGauge runs,
      MultiGauge queues,
      MultiGauge successes,
      MultiGauge failing) {}

  Metrics(Traffic traffic, RunBell bell, Situation.Source situation, HikariDataSource dataSource) {
    this.traffic = traffic;
    this.bell = bell;
    this.situation = situation;
    this.dataSource = dataSource;
  }

  synchronized String scrape() {
    Shown all = shown;
    if (all == null) {
      all = bind(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
      shown = all;
    }
    Situation now = situation.now();
    all.runs().register(rows("state", now.runs()), true);
    all.queues().register(rows("queue", now.queued()), true);
    all.successes()
        .register(
            now.syncs().stream()
                .filter(sync -> sync.lastSuccess().isPresent())
                .map(
                    sync ->
                        Row.of(
                            Tags.of("sync", sync.name()),
                            sync.lastSuccess().orElseThrow().toEpochMilli() / 1000.0))
                .toList(),
            true);
    all.failing()
        .register(
            now.syncs().stream()
                .filter(sync -> sync.lastState().isPresent())
                .map(
                    sync ->
                        Row.of(
                            Tags.of("sync", sync.name()),
                            sync.lastState().orElseThrow().equals("failed") ? 1 : 0))
                .toList(),
            true);
    return all.registry().scrape();
  }

  private static Iterable<Row<?>> rows(String label, Map<String, Long> numbers) {
    return numbers.entrySet().stream()
        .<Row<?>>map(entry -> Row.of(Tags.of(label, entry.getKey()), entry.getValue()))
        .toList();
  }

  private Shown bind(PrometheusMeterRegistry target) {
    new JvmMemoryMetrics().bindTo(target);
    new JvmThreadMetrics().bindTo(target);
    new ProcessorMetrics().bindTo(target);
    new UptimeMetrics().bindTo(target);
    count(target, "transfers", "Images that were worked on here", "copied", Traffic::copied);
    count(target, "transfers", "Images that were worked on here", "unchanged", Traffic::unchanged);
    count(target, "transfers", "Images that were worked on here", "failed", Traffic::failed);
    FunctionCounter.builder(PREFIX + "transfer.bytes", traffic, Traffic::bytes)
        .description("Bytes of blobs that were moved here")
        .register(target);
    FunctionCounter.builder(PREFIX + "transfer.retries", traffic, Traffic::retries)
        .description("Steps of copies that were tried again here")
        .register(target);
    show(target, "event.listeners", bell, RunBell::listeners);
    HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();
    show(target, "database.connections.active", pool, HikariPoolMXBean::getActiveConnections);
    show(
        target,
        "database.connections.pending",
        pool,
        HikariPoolMXBean::getThreadsAwaitingConnection);
    return new Shown(
        target,
        gauge(target, "runs", "Runs that are under way, by state"),
        gauge(target, "queue.length", "What waits for a worker"),
        gauge(
            target,
            "sync.last.success.timestamp.seconds",
            "When the last run of a sync ended that succeeded"),
        gauge(
            target,
            "sync.last.run.failed",
            "Whether the last run of a sync that ended has failed"));
  }

  private static MultiGauge gauge(PrometheusMeterRegistry target, String name, String meaning) {
    return MultiGauge.builder(PREFIX + name).description(meaning).register(target);
  }

  private void count(
      PrometheusMeterRegistry target,
      String name,
      String meaning,
      String outcome,
      ToDoubleFunction<Traffic> value) {
    FunctionCounter.builder(PREFIX + name, traffic, value)
        .description(meaning)
        .tags("outcome", outcome)
        .register(target);
  }

  private static <T> void show(
      PrometheusMeterRegistry target, String name, T source, ToDoubleFunction<T> value) {
    Gauge.builder(PREFIX + name, source, value).strongReference(true).register(target);
  }
}
