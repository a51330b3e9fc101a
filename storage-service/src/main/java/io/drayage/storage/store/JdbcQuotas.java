package io.drayage.storage.store;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.quota.Quota;
import io.drayage.storage.domain.quota.Quotas;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Quotas in PostgreSQL, where triggers count what is used. */
public final class JdbcQuotas implements Quotas {
  private static final String SELECT =
      "select prefix, bytes_limit, tags_limit, bytes_used, tags_used from quota ";

  /** The repositories of a prefix are a range; the zero is the character behind the slash. */
  private static final String REPOSITORIES =
      """
      select id from repository
      where cast(? as text) = '' or path = ?
      or (path collate "C" >= ? || '/' and path collate "C" < ? || '0')
      """;

  private final Database database;

  public JdbcQuotas(Database database) {
    this.database = database;
  }

  @Override
  public List<Quota> all() {
    return database
        .jdbc()
        .sql(SELECT + "order by prefix collate \"C\"")
        .query((row, _) -> quota(row))
        .list();
  }

  @Override
  public Optional<Quota> find(String prefix) {
    return database
        .jdbc()
        .sql(SELECT + "where prefix = ?")
        .param(prefix)
        .query((row, _) -> quota(row))
        .optional();
  }

  private static Quota quota(ResultSet row) throws SQLException {
    return new Quota(
        row.getString(1),
        new Quota.Limits(
            Optional.ofNullable(row.getObject(2, Long.class)),
            Optional.ofNullable(row.getObject(3, Long.class))),
        new Quota.Use(row.getLong(4), row.getLong(5)));
  }

  @Override
  public Quota put(String prefix, Quota.Limits limits) {
    return database.inTransaction(
        () -> {
          int changed =
              database
                  .jdbc()
                  .sql("update quota set bytes_limit = ?, tags_limit = ? where prefix = ?")
                  .param(limits.bytes().orElse(null))
                  .param(limits.tags().orElse(null))
                  .param(prefix)
                  .update();
          if (changed == 0) {
            add(prefix, limits);
          }
          return find(prefix).orElseThrow();
        });
  }

  private void add(String prefix, Quota.Limits limits) {
    // Pushes that are under way do not know of the quota: they end first, and others wait.
    database.jdbc().sql("lock table repository_blob, tag in share row exclusive mode").update();
    if (all().size() >= MAXIMUM) {
      throw new RefusedException(
          RefusalCode.UNSUPPORTED, "there can be %d quotas; join some of them".formatted(MAXIMUM));
    }
    long id =
        database
            .jdbc()
            .sql(
                """
                insert into quota (prefix, bytes_limit, tags_limit) values (?, ?, ?) returning id
                """)
            .param(prefix)
            .param(limits.bytes().orElse(null))
            .param(limits.tags().orElse(null))
            .query(Long.class)
            .single();
    database
        .jdbc()
        .sql(
            """
            insert into quota_blob (quota_id, digest, size, links)
            select ?, l.digest, b.size, count(*)
            from repository_blob l join blob b on b.digest = l.digest
            where l.repository_id in (
            """
                + REPOSITORIES
                + ") group by l.digest, b.size")
        .params(id, prefix, prefix, prefix, prefix)
        .update();
    database
        .jdbc()
        .sql(
            """
            update quota set
              bytes_used = (
                select coalesce(sum(size), 0) from quota_blob where quota_id = quota.id),
              tags_used = (select count(*) from tag where repository_id in (
            """
                + REPOSITORIES
                + ")) where id = ?")
        .params(prefix, prefix, prefix, prefix, id)
        .update();
  }

  @Override
  public boolean remove(String prefix) {
    return database.jdbc().sql("delete from quota where prefix = ?").param(prefix).update() == 1;
  }
}
