package io.drayage.copier.store;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.image.RegistryHost;
import io.drayage.service.secret.SecretBox;
import io.drayage.service.secret.SecretText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Registries in PostgreSQL. */
public final class JdbcRegistryRecords implements RegistryRecords {
  private static final String SELECT =
      "select name, version, spec, password, created_at, changed_at from registry ";

  private final Database database;
  private final SecretBox box;

  /**
   * @param box what passwords are encrypted with
   */
  public JdbcRegistryRecords(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
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
    return database.inTransaction(() -> store(host, spec, find(host)));
  }

  private StoredRegistry store(
      RegistryHost host, RegistrySpec spec, Optional<StoredRegistry> known) {
    Optional<String> password = password(spec, known);
    Optional<String> before = known.map(registry -> registry.spec().password());
    return database
        .jdbc()
        .sql(
            """
            insert into registry as r (name, version, spec, password, created_at, changed_at)
            values (:name, 1, cast(:spec as jsonb), :password, :now, :now)
            on conflict (name) do update set
              version = case when r.spec = excluded.spec and :same then r.version else r.version + 1 end,
              changed_at = case when r.spec = excluded.spec and :same then r.changed_at else :now end,
              password = case when :same then r.password else excluded.password end,
              spec = excluded.spec
            returning name, version, spec, password, created_at, changed_at
            """)
        .param("name", host.value())
        .param("spec", database.text(spec.withoutSecrets()))
        .param("password", password.map(text -> sealed(host, text)).orElse(null))
        // Two encryptions of one password differ.
        .param("same", password.equals(before))
        .param("now", database.now())
        .query(this::registry)
        .single();
  }

  /** A user without a password keeps the one he has. */
  private static Optional<String> password(RegistrySpec spec, Optional<StoredRegistry> known) {
    if (spec.password() != null || spec.username() == null) {
      return Optional.ofNullable(spec.password());
    }
    return known
        .map(StoredRegistry::spec)
        .filter(before -> Objects.equals(before.username(), spec.username()))
        .map(RegistrySpec::password);
  }

  private String sealed(RegistryHost host, String password) {
    return box.seal(new SecretText(password), JdbcSealedPasswords.place(host.value())).toString();
  }

  @Override
  public boolean remove(RegistryHost host) {
    return database.jdbc().sql("delete from registry where name = ?").param(host.value()).update()
        == 1;
  }

  private StoredRegistry registry(ResultSet row, int number) throws SQLException {
    String name = row.getString("name");
    RegistrySpec spec = database.json().readValue(row.getString("spec"), RegistrySpec.class);
    String sealed = row.getString("password");
    if (sealed != null) {
      SecretText password =
          box.open(JdbcSealedPasswords.parse(name, sealed), JdbcSealedPasswords.place(name));
      spec = spec.withPassword(password.value());
    }
    return new StoredRegistry(
        new RegistryHost(name),
        row.getInt("version"),
        spec,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
