package io.drayage.copier.store;

import io.drayage.service.secret.SealedRows;
import io.drayage.service.secret.SealedSecret;
import io.drayage.service.secret.SecretPlace;
import java.util.List;

/** The passwords of registries, as they are stored. */
public final class JdbcSealedPasswords implements SealedRows {
  private final Database database;

  public JdbcSealedPasswords(Database database) {
    this.database = database;
  }

  static SecretPlace place(String registry) {
    return new SecretPlace("registry", registry, "password");
  }

  /** What is stored; a text that is no sealed secret was put there by somebody else. */
  static SealedSecret parse(String registry, String text) {
    return SealedSecret.parse(text)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the %s in the database is not encrypted; set it anew"
                        .formatted(place(registry))));
  }

  @Override
  public List<Row> after(String row, int limit) {
    return database
        .jdbc()
        .sql(
            "select name, password from registry where name > ? and password is not null order by name limit ?")
        .params(row, limit)
        .query(
            (found, _) -> {
              String name = found.getString("name");
              return new Row(place(name), parse(name, found.getString("password")));
            })
        .list();
  }

  @Override
  public boolean replace(Row row, SealedSecret by) {
    return database
            .jdbc()
            .sql("update registry set password = ? where name = ? and password = ?")
            .params(by.toString(), row.place().row(), row.secret().toString())
            .update()
        == 1;
  }
}
