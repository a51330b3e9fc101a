package io.drayage.storage.config;

import io.drayage.storage.domain.cache.CacheCounts;
import io.drayage.storage.domain.cache.CacheCounts.Answer;
import io.drayage.storage.domain.cache.CacheCounts.Content;
import io.drayage.storage.domain.cache.CacheCounts.FillEnd;
import io.drayage.storage.domain.cache.CacheCounts.UpstreamTotals;
import io.drayage.storage.domain.cache.Fills;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of the cache. No label names a repository. */
final class CacheMetrics {
  private static final String PREFIX = "drayage.cache.";

  private final CacheCounts counts;
  private final Fills fills;
  private final Set<String> shown = new HashSet<>();

  CacheMetrics(CacheCounts counts, Fills fills) {
    this.counts = counts;
    this.fills = fills;
  }

  /** Once, before {@link #update}. */
  void bind(MeterRegistry target) {
    for (Content content : Content.values()) {
      for (Answer answer : Answer.values()) {
        counter("pulls", "Pulls from the cache", counts.pulls(content, answer))
            .tags("kind", CacheCounts.label(content), "answer", CacheCounts.label(answer))
            .register(target);
      }
    }
    for (FillEnd end : FillEnd.values()) {
      counter("fills", "Fetches of blobs that ended", counts.fills(end))
          .tags("result", CacheCounts.label(end))
          .register(target);
    }
    Gauge.builder(PREFIX + "fills.active", fills, Fills::running)
        .description("Blobs that are being fetched")
        .strongReference(true)
        .register(target);
  }

  /** Adds the registries that were not asked before. */
  void update(MeterRegistry target) {
    for (Map.Entry<String, UpstreamTotals> upstream : counts.upstreams().entrySet()) {
      String host = upstream.getKey();
      if (shown.add(host)) {
        counter("upstream.requests", "Requests to registries", upstream.getValue().requests())
            .tags("host", host)
            .register(target);
        counter("upstream.bytes", "Bytes from registries", upstream.getValue().bytes())
            .tags("host", host)
            .register(target);
      }
    }
  }

  private static FunctionCounter.Builder<LongAdder> counter(
      String name, String meaning, LongAdder count) {
    return FunctionCounter.builder(PREFIX + name, count, LongAdder::sum).description(meaning);
  }
}
