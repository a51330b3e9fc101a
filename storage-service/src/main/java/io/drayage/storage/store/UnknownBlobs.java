package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds digests that are not recorded, and holds off pushes of one while its bytes are removed. */
public final class UnknownBlobs {
  private final Database database;

  public UnknownBlobs(Database database) {
    this.database = database;
  }

  /** Those that are not recorded now. */
  Set<Digest> among(List<Digest> digests) {
    Set<Digest> unknown = new HashSet<>(digests);
    database
        .jdbc()
        .sql("select digest from blob where digest = any(?)")
        .param(digests.stream().map(Digest::toString).toArray(String[]::new))
        .query((row, _) -> Digest.parse(row.getString(1)))
        .list()
        .forEach(unknown::remove);
    return unknown;
  }

  /**
   * Removes the bytes of a digest unless it is recorded. A push that is about to record it is
   * waited for; one that comes later waits for this, and puts the bytes in place anew.
   */
  boolean remove(Digest digest, BlobRecords.Placement removal) throws IOException {
    try {
      return database.inTransaction(() -> removeInTransaction(digest, removal));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean removeInTransaction(Digest digest, BlobRecords.Placement removal) {
    int claimed =
        database
            .jdbc()
            .sql("insert into blob (digest, size) values (?, 0) on conflict do nothing")
            .param(digest.toString())
            .update();
    if (claimed == 0) {
      return false;
    }
    try {
      removal.place();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database.jdbc().sql("delete from blob where digest = ?").param(digest.toString()).update();
    return true;
  }
}
