package io.drayage.storage.domain.scrub;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Verifies, slowly and again and again, that every blob still has the bytes of its digest, and
 * removes what is stored and known to nobody. Of several processes one at a time is at work; it
 * goes on where another one, or itself before a restart, stopped.
 */
public final class Scrubber {
  private static final int BATCH = 20;

  private final ScrubRecords records;
  private final Shelves shelves;
  private final Rules rules;
  private final InstantSource clock;
  private final BlobCheck check;
  private final BlobCheck hurriedCheck;
  private final Journal journal;

  /** What is scrubbed. */
  public record Shelves(BlobStore blobs, Quarantine quarantine, Strays strays) {}

  /**
   * How it is scrubbed.
   *
   * @param bytesPerSecond how fast blobs are read
   * @param interval from the end of a pass to the beginning of the next
   * @param strayAge how old unknown content has to be
   */
  public record Rules(
      long bytesPerSecond, Duration interval, Duration strayAge, Reaction reaction) {
    public Rules {
      if (bytesPerSecond <= 0) {
        throw new IllegalArgumentException("the scrubber reads at least one byte in a second");
      }
    }
  }

  /** What is done about a blob that is not sound. */
  public enum Reaction {
    /** It is told. */
    REPORT,
    /** It is not served any more, so that a push of the same bytes replaces it. */
    QUARANTINE
  }

  /** Is told what is found. */
  public interface Journal {
    void found(Finding finding);

    /** A blob could not be looked at; the next pass does. */
    void skipped(ScrubRecords.Expected blob, IOException reason);
  }

  /** Where it writes down what it does. */
  public record Books(ScrubRecords records, Journal journal) {}

  public Scrubber(Books books, Shelves shelves, Rules rules, InstantSource clock) {
    this.records = books.records();
    this.shelves = shelves;
    this.rules = rules;
    this.journal = books.journal();
    this.clock = clock;
    this.check =
        new BlobCheck(shelves.blobs(), new Pace(rules.bytesPerSecond(), clock, Thread::sleep));
    this.hurriedCheck =
        new BlobCheck(shelves.blobs(), new Pace(Long.MAX_VALUE / 2, clock, _ -> {}));
  }

  /**
   * Does a part of a pass, unless another process is at it.
   *
   * @return whether more is to be done now
   */
  public boolean work() throws IOException, InterruptedException {
    return records.exclusively(this::turn);
  }

  private boolean turn() throws IOException {
    ScrubProgress progress = records.progress();
    return switch (progress.stage()) {
      case ScrubProgress.Stage.Rest _ -> begin(progress);
      case ScrubProgress.Stage.Blobs(String after) -> verify(progress, after);
      case ScrubProgress.Stage.Strays(String after) -> sweep(progress, after);
    };
  }

  private boolean begin(ScrubProgress progress) {
    Instant now = clock.instant();
    Instant last = progress.ended().orElse(progress.begun());
    if (now.isBefore(last.plus(rules.interval()))) {
      return false;
    }
    records.save(ScrubProgress.beginning(now));
    return true;
  }

  private boolean verify(ScrubProgress start, String after) throws IOException {
    List<ScrubRecords.Expected> batch = records.after(after, BATCH);
    if (batch.isEmpty()) {
      records.save(start.sweeping("", 0));
      return true;
    }
    ScrubProgress progress = start;
    for (ScrubRecords.Expected blob : batch) {
      look(blob);
      progress = progress.past(blob.digest().toString(), blob.size());
      records.save(progress);
    }
    return true;
  }

  private void look(ScrubRecords.Expected blob) throws IOException {
    Condition condition;
    try {
      condition = check.look(blob);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      journal.skipped(blob, e);
      return;
    }
    if (condition != Condition.SOUND) {
      condition =
          records.confirm(blob.digest(), () -> hurriedCheck.look(blob), removal(blob.digest()));
    }
    if (condition == Condition.SOUND) {
      records.clear(blob.digest());
      return;
    }
    records.note(blob.digest(), condition, clock.instant());
    records.findings(1).stream()
        .filter(finding -> finding.digest().equals(blob.digest()))
        .forEach(journal::found);
  }

  private Optional<ScrubRecords.Removal> removal(Digest digest) {
    return switch (rules.reaction()) {
      case REPORT -> Optional.empty();
      case QUARANTINE -> Optional.of(() -> shelves.quarantine().setAside(digest));
    };
  }

  private boolean sweep(ScrubProgress progress, String after) throws IOException {
    Strays.Sweep sweep = shelves.strays().sweep(after, clock.instant().minus(rules.strayAge()));
    Optional<String> next = sweep.next();
    records.save(
        next.isPresent()
            ? progress.sweeping(next.get(), sweep.removed())
            : progress.over(clock.instant(), sweep.removed()));
    return next.isPresent();
  }
}
