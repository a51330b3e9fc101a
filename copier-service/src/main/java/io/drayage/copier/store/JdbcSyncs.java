package io.drayage.copier.store;

import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.schedule.Timetable;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.Syncs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Syncs in PostgreSQL. */
public final class JdbcSyncs implements Syncs {
  private static final String SELECT =
      "select name, version, spec, created_at, changed_at from sync ";

  private final Database database;
  private final Timetable timetable;

  /**
   * @param timetable follows each change in its transaction
   */
  public JdbcSyncs(Database database, Timetable timetable) {
    this.database = database;
    this.timetable = timetable;
  }

  @Override
  public List<StoredSync> list(String after, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where name > ? order by name limit ?")
        .params(after, limit)
        .query(this::sync)
        .list();
  }

  @Override
  public Optional<StoredSync> find(String name) {
    return database.jdbc().sql(SELECT + "where name = ?").param(name).query(this::sync).optional();
  }

  @Override
  public StoredSync put(String name, SyncSpec spec) {
    return database.inTransaction(
        () -> {
          StoredSync stored = store(name, spec);
          timetable.changed(stored);
          return stored;
        });
  }

  private StoredSync store(String name, SyncSpec spec) {
    return database
        .jdbc()
        .sql(
            """
            insert into sync as s (name, version, spec, created_at, changed_at)
            values (:name, 1, cast(:spec as jsonb), :now, :now)
            on conflict (name) do update set
              version = case when s.spec = excluded.spec then s.version else s.version + 1 end,
              changed_at = case when s.spec = excluded.spec then s.changed_at else :now end,
              spec = excluded.spec
            returning name, version, spec, created_at, changed_at
            """)
        .param("name", name)
        .param("spec", database.text(spec))
        .param("now", database.now())
        .query(this::sync)
        .single();
  }

  @Override
  public boolean remove(String name) {
    return database.inTransaction(
        () -> {
          timetable.removed(name);
          return database.jdbc().sql("delete from sync where name = ?").param(name).update() == 1;
        });
  }

  private StoredSync sync(ResultSet row, int number) throws SQLException {
    return new StoredSync(
        row.getString("name"),
        row.getInt("version"),
        database.json().readValue(row.getString("spec"), SyncSpec.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
