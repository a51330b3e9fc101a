package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.RegistryException;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The blobs that are being fetched, each once. Thread-safe; closing it ends all fetches. */
public final class Fills implements AutoCloseable {
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(3);

  private final Upstream upstream;
  private final BlobRecords records;
  private final CacheCounts counts;
  private final FillStorage storage;
  private final long finishedWhenMissing;
  private final ConcurrentHashMap<Key, Fill> fills = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Cancellation, Thread> threads = new ConcurrentHashMap<>();

  private record Key(RepositoryPath repository, Digest blob) {}

  /** What tells that a blob is here by now, and what counts fetches. */
  public record Books(BlobRecords records, CacheCounts counts) {}

  /**
   * @param finishedWhenMissing a fetch that nobody waits for goes on when at most so many bytes are
   *     missing
   */
  public Fills(Upstream upstream, Books books, FillStorage storage, long finishedWhenMissing) {
    this.upstream = upstream;
    this.records = books.records();
    this.counts = books.counts();
    this.storage = storage;
    this.finishedWhenMissing = finishedWhenMissing;
  }

  /** The fetch of a blob, entered: the caller leaves it. */
  Fill enter(CachedRepository repository, Digest blob) {
    Key key = new Key(repository.path(), blob);
    while (true) {
      Fill running = fills.computeIfAbsent(key, _ -> start(repository, blob));
      if (running.enter()) {
        return running;
      }
      fills.remove(key, running);
    }
  }

  private Fill start(CachedRepository repository, Digest blob) {
    Cancellation cancellation = new Cancellation();
    Fill fill = new Fill(new Fill.Abandonment(finishedWhenMissing, cancellation::request));
    Thread thread =
        Thread.ofVirtual()
            .name("fill " + blob)
            .unstarted(
                () -> {
                  try {
                    run(new Order(repository, blob, cancellation), fill);
                  } finally {
                    fills.remove(new Key(repository.path(), blob), fill);
                    threads.remove(cancellation);
                  }
                });
    threads.put(cancellation, thread);
    thread.start();
    return fill;
  }

  /** What is to be fetched, until it is given up. */
  private record Order(CachedRepository repository, Digest blob, Cancellation cancellation) {}

  private void run(Order order, Fill fill) {
    try (FillStorage.Turn turn =
        storage.awaitTurn(order.repository(), order.blob(), order.cancellation())) {
      if (isHere(order)) {
        fill.end(Fill.State.STORED, null);
        return;
      }
      try (Upstream.Blob source =
          order
              .cancellation()
              .during(() -> upstream.blob(order.repository().upstream(), order.blob()))) {
        fetch(order, turn, source, fill);
      }
    } catch (IOException | RuntimeException e) {
      counts.count(CacheCounts.FillEnd.BROKEN);
      fill.end(Fill.State.BROKEN, e);
    }
  }

  private void fetch(Order order, FillStorage.Turn turn, Upstream.Blob source, Fill fill) {
    FillSource content = new FillSource(source.content(), fill, order.cancellation());
    Optional<UploadId> upload = Optional.empty();
    try {
      upload = Optional.of(storage.begin(turn));
      fill.begin(source.size(), storage.file(upload.get()));
      storage.store(turn, upload.get(), content);
      counts.count(CacheCounts.FillEnd.STORED);
      fill.end(Fill.State.STORED, null);
    } catch (IOException | RuntimeException e) {
      IOException broken = content.failure();
      if (broken != null) {
        counts.count(CacheCounts.FillEnd.BROKEN);
        fill.end(Fill.State.BROKEN, broken);
      } else {
        counts.count(CacheCounts.FillEnd.UNKEPT);
        fill.end(Fill.State.UNKEPT, null);
        storage.report(order.repository(), order.blob(), e);
      }
      upload.ifPresent(begun -> storage.discard(order.repository(), begun));
    }
  }

  /** Whether it is here by now, or its bytes are and the upstream says that they are its own. */
  private boolean isHere(Order order) throws IOException {
    CachedRepository repository = order.repository();
    Digest blob = order.blob();
    if (records.find(repository.path(), blob).isPresent()) {
      return true;
    }
    if (!storage.holds(blob)) {
      return false;
    }
    RepositoryName name = repository.upstream();
    OptionalLong size = order.cancellation().during(() -> upstream.size(name, blob));
    if (size.isEmpty()) {
      throw new RegistryException.NotFound("%s has no blob %s".formatted(name, blob));
    }
    return storage.link(repository, blob);
  }

  /** Fetches a blob for one reader alone, who closes it. */
  Upstream.Blob direct(CachedRepository repository, Digest blob) throws IOException {
    return upstream.blob(repository.upstream(), blob);
  }

  /** How many clients follow a fetch. */
  public int readers() {
    return fills.values().stream().mapToInt(Fill::readers).sum();
  }

  /** How many blobs are being fetched. */
  public int running() {
    return threads.size();
  }

  @Override
  public void close() {
    threads.keySet().forEach(Cancellation::request);
    long end = System.nanoTime() + PATIENCE_AT_CLOSE.toNanos();
    for (Thread thread : threads.values()) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Says that a blob is not to be had. */
  static RefusedException unknown(CachedRepository repository, Digest blob) {
    return new RefusedException(
        RefusalCode.BLOB_UNKNOWN,
        "the registry behind %s has no blob %s".formatted(repository, blob));
  }
}
