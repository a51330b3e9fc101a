package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.domain.cache.FillLeases.Holding;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where fetched blobs are kept, by the same uploads as pushed ones. Of several replicas, one
 * fetches a blob, and the others wait a moment for it: most blobs are small. Whoever has waited
 * long enough fetches it as well, so that a large one is on its way to everybody at once.
 */
public final class FillStorage {
  private static final Logger LOG = LoggerFactory.getLogger(FillStorage.class);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Shelves shelves;
  private final FillLeases leases;
  private final Patience patience;
  private final UUID owner;

  /** What a blob goes through. */
  public record Shelves(
      Uploads uploads, Spool spool, BlobStore blobs, BlobRecords records, AwaitedBlobs awaited) {}

  /**
   * How replicas wait for each other.
   *
   * @param lease how long a lease lasts that is not renewed
   * @param others how long to wait for another replica
   */
  public record Patience(Duration lease, Duration others) {}

  public FillStorage(Shelves shelves, FillLeases leases, Patience patience, UUID owner) {
    this.shelves = shelves;
    this.leases = leases;
    this.patience = patience;
    this.owner = owner;
  }

  /** The right to fetch a blob, given back when it is closed. */
  final class Turn implements AutoCloseable {
    private final CachedRepository repository;
    private final Digest blob;
    private Holding holding;
    private final boolean held;

    private Turn(CachedRepository repository, Digest blob, Holding holding, boolean held) {
      this.repository = repository;
      this.blob = blob;
      this.holding = holding;
      this.held = held;
    }

    @Override
    public void close() {
      if (held) {
        leases.release(holding);
      }
    }
  }

  /** Waits until no other replica fetches the blob, or for long enough. */
  Turn awaitTurn(CachedRepository repository, Digest blob, Cancellation cancellation)
      throws IOException {
    Holding holding = new Holding(repository.path(), blob, owner, Optional.empty());
    long end = System.nanoTime() + patience.others().toNanos();
    while (!leases.acquire(holding, patience.lease())) {
      if (System.nanoTime() - end >= 0) {
        return new Turn(repository, blob, holding, false);
      }
      cancellation.during(FillStorage::pause);
      if (shelves.records().find(repository.path(), blob).isPresent()) {
        return new Turn(repository, blob, holding, false);
      }
    }
    return new Turn(repository, blob, holding, true);
  }

  private static boolean pause() throws IOException {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
      return true;
    } catch (InterruptedException e) {
      throw (IOException)
          new InterruptedIOException("interrupted while another replica fetches the blob")
              .initCause(e);
    }
  }

  /** Prolongs what this replica is fetching, and removes what killed ones left behind. */
  public void maintain() throws IOException {
    leases.renew(owner, patience.lease());
    for (FillLeases.Abandoned left : leases.removeAbandoned()) {
      shelves.uploads().cancel(left.repository(), left.upload());
    }
  }

  UploadId begin(Turn turn) {
    UploadId upload = shelves.uploads().begin(turn.repository.path());
    if (turn.held) {
      turn.holding = new Holding(turn.repository.path(), turn.blob, owner, Optional.of(upload));
      leases.acquire(turn.holding, patience.lease());
    }
    return upload;
  }

  Path file(UploadId upload) {
    return shelves.spool().file(upload);
  }

  /** Stores what comes under its digest, which must be right. */
  void store(Turn turn, UploadId upload, InputStream content) throws IOException {
    try (InputStream through = shelves.spool().through(upload, content)) {
      shelves.uploads().append(turn.repository.path(), upload, Optional.of(0L), through);
    }
    shelves.uploads().finish(turn.repository.path(), upload, turn.blob);
    shelves.spool().discard(upload);
    shelves.awaited().blobStored(turn.repository.path(), turn.blob);
  }

  void discard(CachedRepository repository, UploadId upload) {
    try {
      shelves.spool().discard(upload);
      shelves.uploads().cancel(repository.path(), upload);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the upload {} of {} stays until it expires", upload, repository, e);
    }
  }

  /** Whether some repository has the bytes. */
  boolean holds(Digest blob) throws IOException {
    return shelves.blobs().find(blob).isPresent();
  }

  /** Lets a repository have bytes of another one; false when they are gone. */
  boolean link(CachedRepository repository, Digest blob) {
    boolean linked = shelves.records().mount(repository.path(), blob, Optional.empty());
    if (linked) {
      shelves.awaited().blobStored(repository.path(), blob);
    }
    return linked;
  }

  void report(CachedRepository repository, Digest blob, Exception failure) {
    LOG.error(
        "the blob {} of {} was passed on to clients and could not be kept",
        blob,
        repository,
        failure);
  }
}
