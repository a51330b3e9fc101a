package io.drayage.storage.domain.scrub;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.DamagedBlobException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads a blob and compares it with its digest. */
final class BlobCheck {
  private static final int BUFFER = 256 * 1024;

  private final BlobStore store;
  private final Pace pace;

  BlobCheck(BlobStore store, Pace pace) {
    this.store = store;
    this.pace = pace;
  }

  /**
   * Looks at a blob.
   *
   * @throws IOException when it could not be read; that says nothing about its bytes
   */
  Condition look(ScrubRecords.Expected expected) throws IOException {
    Optional<BlobContent> content = store.find(expected.digest());
    if (content.isEmpty()) {
      return Condition.MISSING;
    }
    if (content.get().size() != expected.size()) {
      return Condition.DAMAGED;
    }
    try (InputStream in = content.get().open(0)) {
      return read(in, expected);
    } catch (NoSuchFileException _) {
      return Condition.MISSING;
    } catch (DamagedBlobException _) {
      return Condition.DAMAGED;
    }
  }

  private Condition read(InputStream in, ScrubRecords.Expected expected) throws IOException {
    MessageDigest computation = expected.digest().algorithm().newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      pace.spend(read);
      computation.update(buffer, 0, read);
    }
    return Digest.finish(expected.digest().algorithm(), computation).equals(expected.digest())
        ? Condition.SOUND
        : Condition.DAMAGED;
  }
}
