package io.drayage.storage;

import io.drayage.testing.Content;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** All that the clients of a campaign did and were told. Thread-safe. */
final class CampaignRecord {
  /** What is counted. */
  enum Event {
    PUSH,
    PUSH_BEGUN_ANEW,
    MOUNT,
    DELETE,
    KILL,
    KILL_AT_START,
    UPLOAD_CONTINUED,
    SESSION_LOST,
    COLLECTED,
    FILL,
    FILL_BEGUN_ANEW,
    IMAGE_VERIFIED,
    BLOB_VERIFIED,
    RECLAIMED
  }

  /** An upload whose client went away. */
  static final class HalfDone {
    private final String repository;
    private final String location;
    private final Content blob;
    private volatile long acknowledged;

    private HalfDone(String repository, String location, Content blob) {
      this.repository = repository;
      this.location = location;
      this.blob = blob;
    }

    void acknowledge(long offset) {
      acknowledged = offset;
    }

    String repository() {
      return repository;
    }

    String location() {
      return location;
    }

    Content blob() {
      return blob;
    }

    /** How many bytes the registry has said it has, at the least. */
    long acknowledged() {
      return acknowledged;
    }
  }

  private final Promises promises = new Promises();
  private final Map<String, Content> attempted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<HalfDone> left = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ColdImages.Cold> pulls = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ColdImages.Cold> pulled = new ConcurrentLinkedQueue<>();
  private final Map<Event, AtomicInteger> counts = new EnumMap<>(Event.class);
  private volatile boolean beingKilled;

  CampaignRecord() {
    for (Event event : Event.values()) {
      counts.put(event, new AtomicInteger());
    }
  }

  Promises promises() {
    return promises;
  }

  /** Before parts of the registry are killed: what is left of it may answer with an error. */
  void killing() {
    beingKilled = true;
  }

  void startedAgain() {
    beingKilled = false;
  }

  boolean isBeingKilled() {
    return beingKilled;
  }

  /** Notes that a blob may be in a repository from now on. */
  void attempted(String repository, Content blob) {
    attempted.put("/v2/%s/blobs/%s".formatted(repository, blob.digest()), blob);
  }

  /** By path, the blobs that somebody sent since this was last asked. */
  Map<String, Content> takeAttempted() {
    Map<String, Content> taken = Map.copyOf(attempted);
    attempted.clear();
    return taken;
  }

  HalfDone left(String repository, String location, Content blob) {
    HalfDone half = new HalfDone(repository, location, blob);
    left.add(half);
    return half;
  }

  List<HalfDone> takeLeft() {
    List<HalfDone> taken = List.copyOf(left);
    left.clear();
    return taken;
  }

  void pulling(ColdImages.Cold image) {
    pulls.add(image);
  }

  void pulled(ColdImages.Cold image) {
    pulls.remove(image);
    pulled.add(image);
  }

  /** Images whose pull broke off since this was last asked. */
  List<ColdImages.Cold> takeBroken() {
    List<ColdImages.Cold> taken = List.copyOf(pulls);
    pulls.clear();
    pulled.addAll(taken);
    return taken;
  }

  /** All that anybody pulled, or began to. */
  List<ColdImages.Cold> pulled() {
    return List.copyOf(pulled);
  }

  void count(Event event) {
    count(event, 1);
  }

  void count(Event event, int times) {
    counter(event).addAndGet(times);
  }

  int counted(Event event) {
    return counter(event).get();
  }

  private AtomicInteger counter(Event event) {
    return Objects.requireNonNull(counts.get(event));
  }

  /** All counts on one line. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + words(count.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String words(Event event) {
    return event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
