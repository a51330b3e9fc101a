package io.drayage.copier.store;

import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import io.drayage.copier.domain.policy.Policies;
import io.drayage.copier.domain.policy.StoredPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Policies in PostgreSQL. */
public final class JdbcPolicies implements Policies {
  private static final String SELECT =
      "select v.name, v.version, v.spec, v.created_at from policy_version v ";
  private static final String LATEST =
      SELECT + "join policy p on p.name = v.name and p.version = v.version ";

  private final Database database;

  public JdbcPolicies(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredPolicy> list(String after, int limit) {
    return database
        .jdbc()
        .sql(LATEST + "where p.name > ? order by p.name limit ?")
        .params(after, limit)
        .query(this::policy)
        .list();
  }

  @Override
  public Optional<StoredPolicy> find(String name) {
    return database
        .jdbc()
        .sql(LATEST + "where p.name = ?")
        .param(name)
        .query(this::policy)
        .optional();
  }

  @Override
  public Optional<StoredPolicy> find(PolicyVersion version) {
    return database
        .jdbc()
        .sql(SELECT + "where v.name = ? and v.version = ?")
        .params(version.name(), version.version())
        .query(this::policy)
        .optional();
  }

  @Override
  public List<StoredPolicy> versions(String name, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where v.name = ? order by v.version desc limit ?")
        .params(name, limit)
        .query(this::policy)
        .list();
  }

  @Override
  public StoredPolicy put(String name, PolicySpec spec) {
    return database.inTransaction(
        () -> {
          // The row is locked: of two changes at the same time one comes after the other.
          int next =
              database
                  .jdbc()
                  .sql(
                      """
                      insert into policy as p (name, version) values (?, 1)
                      on conflict (name) do update set version = p.version + 1
                      returning version
                      """)
                  .param(name)
                  .query(Integer.class)
                  .single();
          Optional<StoredPolicy> before = find(new PolicyVersion(name, next - 1));
          if (before.isPresent() && before.get().spec().equals(spec)) {
            database
                .jdbc()
                .sql("update policy set version = ? where name = ?")
                .params(next - 1, name)
                .update();
            return before.get();
          }
          return database
              .jdbc()
              .sql(
                  """
                  insert into policy_version as v (name, version, spec, created_at)
                  values (?, ?, cast(? as jsonb), ?) returning name, version, spec, created_at
                  """)
              .params(name, next, database.text(spec), database.now())
              .query(this::policy)
              .single();
        });
  }

  @Override
  public List<String> remove(String name) {
    return database.inTransaction(
        () -> {
          // Locked against syncs that begin to name it.
          database
              .jdbc()
              .sql("select 1 from policy where name = ? for update")
              .param(name)
              .query()
              .listOfRows();
          List<String> users = users(name);
          if (users.isEmpty()) {
            database.jdbc().sql("delete from policy where name = ?").param(name).update();
          }
          return users;
        });
  }

  private List<String> users(String name) {
    return database
        .jdbc()
        .sql(
            """
            (select 'sync ' || name from sync where policy = :name order by name limit 10)
            union all
            (select 'run ' || id from run
             where state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED') and spec ->> 'policy' = :name
             order by id limit 10)
            """)
        .param("name", name)
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }

  private StoredPolicy policy(ResultSet row, int number) throws SQLException {
    return new StoredPolicy(
        new PolicyVersion(row.getString("name"), row.getInt("version")),
        database.json().readValue(row.getString("spec"), PolicySpec.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
