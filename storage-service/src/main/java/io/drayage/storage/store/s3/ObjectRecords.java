package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import io.drayage.storage.store.Database;
import java.util.Optional;

/** Which object holds which blob, in PostgreSQL. */
final class ObjectRecords {
  private final Database database;

  ObjectRecords(Database database) {
    this.database = database;
  }

  /** The object that serves a blob. */
  Optional<StoredObject> find(Digest digest) {
    return database
        .jdbc()
        .sql("select name, size from s3_object where digest = ? and set_aside_at is null")
        .param(digest.toString())
        .query((row, _) -> new StoredObject(row.getString(1), row.getLong(2)))
        .optional();
  }

  /** Makes an object that of a blob, which has none. */
  void add(Digest digest, StoredObject object) {
    database
        .jdbc()
        .sql("insert into s3_object (name, digest, size) values (?, ?, ?) on conflict do nothing")
        .params(object.name(), digest.toString(), object.size())
        .update();
  }

  void remove(String name) {
    database.jdbc().sql("delete from s3_object where name = ?").param(name).update();
  }

  /** Takes the object away from its blob, and keeps it. */
  void setAside(Digest digest) {
    database
        .jdbc()
        .sql("update s3_object set set_aside_at = now() where digest = ? and set_aside_at is null")
        .param(digest.toString())
        .update();
  }

  /** Whether an object holds a blob, or did before it was set aside. */
  boolean holds(String name) {
    return database
        .jdbc()
        .sql("select exists (select from s3_object where name = ?)")
        .param(name)
        .query(Boolean.class)
        .single();
  }
}
