package io.drayage.copier.domain.prune;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.copier.domain.run.Engine;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.RegistryTags;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings tags back from the trash, and empties it. Thread-safe. */
public final class TrashKeeping {
  private static final int BATCH = 200;
  private static final Duration AGAIN = Duration.ofHours(6);

  private final Trash trash;
  private final Engines engines;

  public TrashKeeping(Trash trash, Engines engines) {
    this.trash = trash;
    this.engines = engines;
  }

  /**
   * Lets the tag name again what it named.
   *
   * @throws ProblemException when there is another image by now, or no such entry
   * @throws IOException when the registry does not do it
   */
  public TrashedTag restore(long id) throws IOException {
    TrashedTag entry =
        trash
            .find(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.TRASH_UNKNOWN, "the trash has no entry %d".formatted(id)));
    try (Engine engine = engines.openApart(Optional.empty())) {
      RegistryTags tags = engine.tags();
      Optional<Digest> there = tags.digest(entry.tag());
      if (there.isPresent() && !there.get().toString().equals(entry.digest())) {
        throw new ProblemException(
            ProblemCode.CONFLICT,
            "%s is another image by now: %s; what was removed is at %s"
                .formatted(entry.tag(), there.get(), entry.kept()));
      }
      if (there.isEmpty()) {
        tags.put(
            entry.tag(),
            tags.manifest(
                new DigestReference(entry.tag().repository(), Digest.parse(entry.digest()))));
      }
      tags.remove(entry.kept());
    }
    trash.remove(id);
    return entry;
  }

  /**
   * Removes what has expired at a moment. What a registry does not let go is tried again later.
   *
   * @return how many are gone
   */
  public int empty(Instant now) throws IOException {
    List<TrashedTag> expired = trash.expired(now, BATCH);
    if (expired.isEmpty()) {
      return 0;
    }
    int gone = 0;
    try (Engine engine = engines.openApart(Optional.empty())) {
      for (TrashedTag entry : expired) {
        try {
          engine.tags().remove(entry.kept());
          gone += trash.remove(entry.id()) ? 1 : 0;
        } catch (IOException _) {
          trash.postpone(entry.id(), now.plus(AGAIN));
        }
      }
    }
    return gone;
  }
}
