package io.drayage.storage.domain.cache;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the cache was asked for and what it took; costs an addition per request. Thread-safe. */
public final class CacheCounts {
  /** Clients may make up hosts where a pattern allows many: those behind so many share a count. */
  private static final int HOSTS = 200;

  private static final String OTHERS = "other";

  /** What was asked for. */
  public enum Content {
    MANIFEST,
    BLOB
  }

  /** How a pull was answered. */
  public enum Answer {
    /** From what is here. */
    HIT,
    /** Its registry was asked first, by this pull or by another one that it waited for. */
    MISS,
    /** From what is here, because its registry gave no answer. */
    STALE
  }

  /** How the fetch of a blob ended. */
  public enum FillEnd {
    STORED,
    /** The registry broke off, had no such blob, or nobody waited for it any more. */
    BROKEN,
    /** It was passed on to clients, and could not be kept. */
    UNKEPT
  }

  /** What a registry was asked: how often, and the bytes of its answers. */
  public record UpstreamTotals(LongAdder requests, LongAdder bytes) {}

  private final Map<Content, Map<Answer, LongAdder>> pulls = new EnumMap<>(Content.class);
  private final Map<FillEnd, LongAdder> fills = new EnumMap<>(FillEnd.class);
  private final ConcurrentHashMap<String, UpstreamTotals> upstreams = new ConcurrentHashMap<>();

  public CacheCounts() {
    for (Content content : Content.values()) {
      Map<Answer, LongAdder> answers = new EnumMap<>(Answer.class);
      for (Answer answer : Answer.values()) {
        answers.put(answer, new LongAdder());
      }
      pulls.put(content, answers);
    }
    for (FillEnd end : FillEnd.values()) {
      fills.put(end, new LongAdder());
    }
  }

  /** Counts a pull. */
  public void count(Content content, Answer answer) {
    pulls(content, answer).increment();
  }

  void count(FillEnd end) {
    fills(end).increment();
  }

  /** Counts a request to a registry, which is named as references name it. */
  public void countUpstream(String host, long bytes) {
    UpstreamTotals known = upstreams.get(host);
    if (known == null) {
      String name = upstreams.size() < HOSTS ? host : OTHERS;
      known =
          upstreams.computeIfAbsent(
              name, _ -> new UpstreamTotals(new LongAdder(), new LongAdder()));
    }
    known.requests().increment();
    known.bytes().add(bytes);
  }

  /** How many pulls were answered so. */
  public LongAdder pulls(Content content, Answer answer) {
    return Objects.requireNonNull(Objects.requireNonNull(pulls.get(content)).get(answer));
  }

  /** How many fetches ended so. */
  public LongAdder fills(FillEnd end) {
    return Objects.requireNonNull(fills.get(end));
  }

  /** What was asked of registries, by their names. */
  public Map<String, UpstreamTotals> upstreams() {
    return Map.copyOf(upstreams);
  }

  /** How an alternative is written in metrics. */
  public static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
