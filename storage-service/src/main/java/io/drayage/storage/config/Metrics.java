package io.drayage.storage.config;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.web.Traffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the service. Nothing is done for them before somebody asks: the parts of the
 * service count for themselves, and this reads.
 */
final class Metrics {
  private static final String PREFIX = "drayage.";

  private final Traffic traffic;
  private final Uploads uploads;
  private final CountedCollection collection;
  private final HikariDataSource dataSource;
  private final Optional<CacheMetrics> cache;
  private final Set<LongAdder> shown = new HashSet<>();
  private @Nullable PrometheusMeterRegistry registry;

  /** The parts that count; the cache only where there is one. */
  record Counting(
      Traffic traffic,
      Uploads uploads,
      CountedCollection collection,
      Optional<CacheMetrics> cache) {}

  Metrics(Counting counting, HikariDataSource dataSource) {
    this.traffic = counting.traffic();
    this.uploads = counting.uploads();
    this.collection = counting.collection();
    this.cache = counting.cache();
    this.dataSource = dataSource;
  }

  synchronized String scrape() {
    if (registry == null) {
      registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      bind(registry);
    }
    PrometheusMeterRegistry known = registry;
    traffic.read(
        (kind, method, status, count) -> {
          if (shown.add(count)) {
            FunctionCounter.builder(PREFIX + "requests", count, LongAdder::sum)
                .description("Requests of the registry's protocol")
                .tags("kind", kind, "method", method, "status", status)
                .register(known);
          }
        });
    cache.ifPresent(counts -> counts.update(known));
    return known.scrape();
  }

  private void bind(PrometheusMeterRegistry target) {
    new JvmMemoryMetrics().bindTo(target);
    new JvmThreadMetrics().bindTo(target);
    new ProcessorMetrics().bindTo(target);
    new FileDescriptorMetrics().bindTo(target);
    new UptimeMetrics().bindTo(target);
    count(target, traffic, new Reading<>("blob.sent.bytes", "Blobs sent", Traffic::sent));
    count(
        target, uploads, new Reading<>("blob.received.bytes", "Blobs received", Uploads::received));
    show(target, uploads, new Reading<>("uploads.active", "Requests that write", Uploads::active));
    for (CountedCollection.Total total : CountedCollection.Total.values()) {
      count(
          target,
          collection,
          new Reading<>(
              "collection." + total.label(), total.meaning(), counted -> counted.total(total)));
    }
    cache.ifPresent(counts -> counts.bind(target));
    bind(target, dataSource.getHikariPoolMXBean());
  }

  private static void bind(PrometheusMeterRegistry target, HikariPoolMXBean pool) {
    String name = "database.connections.";
    show(
        target,
        pool,
        new Reading<>(name + "active", "In use", HikariPoolMXBean::getActiveConnections));
    show(
        target,
        pool,
        new Reading<>(name + "idle", "Not in use", HikariPoolMXBean::getIdleConnections));
    show(
        target,
        pool,
        new Reading<>(
            name + "pending",
            "Requests that wait",
            HikariPoolMXBean::getThreadsAwaitingConnection));
  }

  private record Reading<T>(String name, String meaning, ToDoubleFunction<T> value) {}

  private static <T> void count(PrometheusMeterRegistry target, T source, Reading<T> reading) {
    FunctionCounter.builder(PREFIX + reading.name(), source, reading.value())
        .description(reading.meaning())
        .register(target);
  }

  private static <T> void show(PrometheusMeterRegistry target, T source, Reading<T> reading) {
    Gauge.builder(PREFIX + reading.name(), source, reading.value())
        .description(reading.meaning())
        .strongReference(true)
        .register(target);
  }
}
