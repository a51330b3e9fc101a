package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads stand, in PostgreSQL, so that any replica can go on with them. Each change names
 * the version it builds on: of two replicas that work on one upload, the second to write is
 * refused.
 */
final class UploadStates {
  private final Database database;

  UploadStates(Database database) {
    this.database = database;
  }

  Optional<UploadState> find(UploadId upload) {
    return database
        .jdbc()
        .sql(
            """
            select u.*, p.parts, p.bytes from s3_upload u
            cross join lateral (
              select count(*) parts, coalesce(sum(size), 0) bytes from s3_part where upload = u.id) p
            where u.id = ?
            """)
        .param(upload.value())
        .query((row, _) -> state(row))
        .optional();
  }

  private static UploadState state(ResultSet row) throws SQLException {
    @Nullable String multipart = row.getString("multipart_id");
    @Nullable String object = row.getString("object_name");
    return new UploadState(
        row.getLong("version"),
        Optional.ofNullable(multipart)
            .map(id -> new Multipart(text(row, "multipart_name").orElseThrow(), id)),
        new UploadState.Sent(row.getInt("parts"), row.getLong("bytes")),
        Optional.ofNullable(object).map(name -> new StoredObject(name, size(row))),
        text(row, "digest").map(Digest::parse),
        row.getBoolean("sealed"));
  }

  private static Optional<String> text(ResultSet row, String column) {
    try {
      return Optional.ofNullable(row.getString(column));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(ResultSet row) {
    try {
      return row.getLong("object_size");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Part> parts(UploadId upload) {
    return database
        .jdbc()
        .sql("select number, etag, size from s3_part where upload = ? order by number")
        .param(upload.value())
        .query((row, _) -> new Part(row.getInt(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /** Notes a state; returns it with its new version. */
  UploadState save(UploadId upload, UploadState state) {
    write(upload, state);
    return state.at(state.version() + 1);
  }

  /** Notes a state that has one part more. */
  UploadState save(UploadId upload, UploadState state, Part part) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              write(upload, state);
              database
                  .jdbc()
                  .sql("insert into s3_part (upload, number, etag, size) values (?, ?, ?, ?)")
                  .params(upload.value(), part.number(), part.etag(), part.size())
                  .update();
            });
    return state.at(state.version() + 1);
  }

  /** Notes that an object holds the whole: there are no parts any more. */
  UploadState seal(UploadId upload, UploadState state) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              write(upload, state);
              database
                  .jdbc()
                  .sql("delete from s3_part where upload = ?")
                  .param(upload.value())
                  .update();
            });
    return state.at(state.version() + 1);
  }

  private void write(UploadId upload, UploadState state) {
    int written =
        database
            .jdbc()
            .sql(
                """
                insert into s3_upload (id, version, multipart_name, multipart_id, object_name,
                  object_size, digest, sealed)
                values (:id, 1, :multipart_name, :multipart_id, :object_name,
                  :object_size, :digest, :sealed)
                on conflict (id) do update set version = s3_upload.version + 1,
                  multipart_name = excluded.multipart_name, multipart_id = excluded.multipart_id,
                  object_name = excluded.object_name, object_size = excluded.object_size,
                  digest = excluded.digest, sealed = excluded.sealed, changed_at = now()
                where s3_upload.version = :version
                """)
            .param("id", upload.value())
            .param("version", state.version())
            .param("multipart_name", state.multipart().map(Multipart::name).orElse(null))
            .param("multipart_id", state.multipart().map(Multipart::id).orElse(null))
            .param("object_name", state.object().map(StoredObject::name).orElse(null))
            .param("object_size", state.object().map(StoredObject::size).orElse(0L))
            .param("digest", state.digest().map(Digest::toString).orElse(null))
            .param("sealed", state.sealed())
            .update();
    if (written == 0) {
      throw new RefusedException(
          RefusalCode.RANGE_INVALID, "another request is writing to this upload");
    }
  }

  void remove(UploadId upload) {
    database.jdbc().sql("delete from s3_upload where id = ?").param(upload.value()).update();
  }
}
