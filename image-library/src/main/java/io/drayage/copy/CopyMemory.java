package io.drayage.copy;

import io.drayage.registry.ChunkRule;
import java.util.Objects;

/**
 * What a copier remembers beyond one image.
 *
 * @param journal how far blobs on their way are
 * @param chunks which blobs the journal is about: only what is sent in chunks leaves marks in it
 */
public record CopyMemory(BlobLocations locations, TransferJournal journal, ChunkRule chunks) {
  public CopyMemory {
    Objects.requireNonNull(locations);
    Objects.requireNonNull(journal);
    Objects.requireNonNull(chunks);
  }

  /** Where blobs are; transfers are not taken up again, and each blob is sent with one request. */
  public static CopyMemory of(BlobLocations locations) {
    return new CopyMemory(locations, new TransferJournalInMemory(), ChunkRule.NEVER);
  }
}
