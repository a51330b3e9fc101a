package io.drayage.storage.domain.tag;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.PullRecords.Pulled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects when manifests are pulled, and writes it down now and then: never a write per pull. A
 * kill loses what was not written yet. Thread-safe.
 */
public final class Pulls {
  /** Beyond it nothing new is noted until the next {@link #flush}. */
  private static final int MOST = 100_000;

  private final PullRecords records;
  private final InstantSource clock;
  private final Map<Pulled, Long> noted = new ConcurrentHashMap<>();

  public Pulls(PullRecords records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
  }

  /** Notes a pull by tag. */
  public void note(RepositoryPath repository, Tag tag) {
    note(new Pulled(repository.value(), tag.value()));
  }

  /** Notes a pull by digest. */
  public void note(RepositoryPath repository, Digest digest) {
    note(new Pulled(repository.value(), digest.toString()));
  }

  private void note(Pulled pulled) {
    if (noted.size() < MOST) {
      noted.put(pulled, clock.millis());
    }
  }

  /** Writes down what was noted; what cannot be written is kept for the next time. */
  public void flush() {
    Map<Pulled, Instant> pulls = new HashMap<>();
    noted.forEach((pulled, millis) -> pulls.put(pulled, Instant.ofEpochMilli(millis)));
    if (pulls.isEmpty()) {
      return;
    }
    records.note(pulls);
    // A pull that came meanwhile has a newer time and stays.
    pulls.forEach((pulled, time) -> noted.remove(pulled, time.toEpochMilli()));
  }
}
