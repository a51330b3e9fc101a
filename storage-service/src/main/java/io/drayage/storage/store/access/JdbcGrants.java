package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.GrantRecords;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rights in PostgreSQL. */
public final class JdbcGrants implements GrantRecords {
  private final JdbcClient jdbc;
  private final Ledger ledger;

  public JdbcGrants(JdbcClient jdbc, Ledger ledger) {
    this.jdbc = jdbc;
    this.ledger = ledger;
  }

  @Override
  public Grants of(Set<Grantee> grantees) {
    return new Grants(
        jdbc.sql("select repositories, rights from access_grant where grantee = any (?)")
            .param(grantees.stream().map(Grantee::toString).toArray(String[]::new))
            .query((row, _) -> grant(row))
            .list());
  }

  @Override
  public List<Entry> list(Optional<Grantee> grantee) {
    return jdbc.sql(
            """
            select repositories, rights, grantee from access_grant
            where cast(? as text) is null or grantee = ?
            order by grantee, repositories limit 10000
            """)
        .param(grantee.map(Grantee::toString).orElse(null))
        .param(grantee.map(Grantee::toString).orElse(null))
        .query((row, _) -> new Entry(Grantee.parse(row.getString(3)), grant(row)))
        .list();
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        new RepositoryPattern(row.getString(1)),
        Arrays.stream((String[]) row.getArray(2).getArray())
            .map(Right::parse)
            .collect(Collectors.toSet()));
  }

  @Override
  public void put(Grantee grantee, Grant grant) {
    ledger.change(
        () -> put(jdbc, grantee, grant),
        "granted %s to %s in %s"
            .formatted(String.join(", ", labels(grant)), grantee, grant.repositories().value()));
  }

  private static String[] labels(Grant grant) {
    return grant.rights().stream().map(Right::label).sorted().toArray(String[]::new);
  }

  static boolean put(JdbcClient jdbc, Grantee grantee, Grant grant) {
    return jdbc.sql(
                """
            insert into access_grant (grantee, repositories, rights) values (?, ?, ?)
            on conflict (grantee, repositories) do update
            set rights = excluded.rights, granted_at = now()
            """)
            .params(grantee.toString(), grant.repositories().value(), labels(grant))
            .update()
        == 1;
  }

  @Override
  public boolean remove(Grantee grantee, RepositoryPattern repositories) {
    return ledger.change(
        () ->
            jdbc.sql("delete from access_grant where grantee = ? and repositories = ?")
                    .params(grantee.toString(), repositories.value())
                    .update()
                == 1,
        "took the rights of %s in %s".formatted(grantee, repositories.value()));
  }
}
