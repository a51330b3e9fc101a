package io.drayage.copier.store;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.image.RegistryHost;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Registries in PostgreSQL. */
public final class JdbcRegistryRecords implements RegistryRecords {
  private static final String SELECT =
      "select name, version, spec, created_at, changed_at from registry ";

  private final Database database;

  public JdbcRegistryRecords(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredRegistry> list(String after, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where name > ? order by name limit ?")
        .params(after, limit)
        .query(this::registry)
        .list();
  }

  @Override
  public List<StoredRegistry> all() {
    return database.jdbc().sql(SELECT + "order by name").query(this::registry).list();
  }

  @Override
  public Optional<StoredRegistry> find(RegistryHost host) {
    return database
        .jdbc()
        .sql(SELECT + "where name = ?")
        .param(host.value())
        .query(this::registry)
        .optional();
  }

  @Override
  public StoredRegistry put(RegistryHost host, RegistrySpec spec) {
    return database.inTransaction(() -> store(host, withPassword(spec, find(host))));
  }

  private static RegistrySpec withPassword(RegistrySpec spec, Optional<StoredRegistry> known) {
    if (spec.password() != null
        || spec.username() == null
        || known.isEmpty()
        || !Objects.equals(known.get().spec().username(), spec.username())) {
      return spec;
    }
    return new RegistrySpec(
        spec.username(), known.get().spec().password(), spec.tls(), spec.authorities());
  }

  private StoredRegistry store(RegistryHost host, RegistrySpec spec) {
    return database
        .jdbc()
        .sql(
            """
            insert into registry as r (name, version, spec, created_at, changed_at)
            values (:name, 1, cast(:spec as jsonb), :now, :now)
            on conflict (name) do update set
              version = case when r.spec = excluded.spec then r.version else r.version + 1 end,
              changed_at = case when r.spec = excluded.spec then r.changed_at else :now end,
              spec = excluded.spec
            returning name, version, spec, created_at, changed_at
            """)
        .param("name", host.value())
        .param("spec", database.text(spec))
        .param("now", database.now())
        .query(this::registry)
        .single();
  }

  @Override
  public boolean remove(RegistryHost host) {
    return database.jdbc().sql("delete from registry where name = ?").param(host.value()).update()
        == 1;
  }

  private StoredRegistry registry(ResultSet row, int number) throws SQLException {
    return new StoredRegistry(
        new RegistryHost(row.getString("name")),
        row.getInt("version"),
        database.json().readValue(row.getString("spec"), RegistrySpec.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
