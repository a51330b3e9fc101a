package io.drayage.copier.store;

import io.drayage.copier.domain.run.Ages;
import io.drayage.image.Digest;
import java.time.ZoneOffset;
import java.util.Optional;

/** When images were made, in PostgreSQL. */
public final class JdbcAges implements Ages {
  private final Database database;

  public JdbcAges(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Age> find(Digest manifest) {
    return database
        .jdbc()
        .sql("select made from image_age where digest = ?")
        .param(manifest.toString())
        .query((row, _) -> new Age(JdbcTransfers.time(row, "made")))
        .optional();
  }

  @Override
  public void put(Digest manifest, Age age) {
    database
        .jdbc()
        .sql("insert into image_age (digest, made) values (:digest, :made) on conflict do nothing")
        .param("digest", manifest.toString())
        .param("made", age.made().map(made -> made.atOffset(ZoneOffset.UTC)).orElse(null))
        .update();
  }
}
