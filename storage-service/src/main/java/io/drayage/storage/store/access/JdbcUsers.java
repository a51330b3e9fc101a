package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Users in PostgreSQL, with bcrypt hashes of their passwords. */
public final class JdbcUsers implements Users {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final int cost;

  /**
   * Keeps users.
   *
   * @param cost how slow bcrypt is to be, 4 to 31
   */
  public JdbcUsers(JdbcClient jdbc, Ledger ledger, int cost) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.cost = cost;
  }

  /** A user with the hash of his password. */
  record Row(User user, String hash) {}

  Optional<Row> row(String name) {
    return jdbc.sql("select name, groups, password from access_user where name = ?")
        .param(name)
        .query((row, _) -> new Row(user(row), row.getString(3)))
        .optional();
  }

  @Override
  public List<User> list() {
    return jdbc.sql("select name, groups from access_user order by name limit 10000")
        .query((row, _) -> user(row))
        .list();
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(row.getString(1), Set.of((String[]) row.getArray(2).getArray()));
  }

  @Override
  public void put(User user, String password) {
    String hash = BCrypt.hashpw(password, BCrypt.gensalt(cost)); // slow, so not in the transaction
    String[] groups = user.groups().stream().sorted().toArray(String[]::new);
    ledger.change(
        () ->
            jdbc.sql(
                        """
                        insert into access_user (name, groups, password) values (?, ?, ?)
                        on conflict (name) do update
                        set groups = excluded.groups, password = excluded.password
                        """)
                    .params(user.name(), groups, hash)
                    .update()
                == 1,
        "set the user %s with the groups %s".formatted(user.name(), String.join(", ", groups)));
  }

  @Override
  public boolean remove(String name) {
    return ledger.change(
        () -> jdbc.sql("delete from access_user where name = ?").param(name).update() == 1,
        "deleted the user " + name);
  }
}
