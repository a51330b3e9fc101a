package io.drayage.copier.store;

import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.service.access.ApiToken;
import io.drayage.service.access.ApiTokens;
import io.drayage.service.access.Role;
import io.drayage.service.access.TokenText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens in PostgreSQL, by the hash of their secret. */
public final class JdbcApiTokens implements ApiTokens {
  private static final String COLUMNS = "name, role, tenant, created_at, expires_at, used_at";

  /** Uses are noted this often: a write for each request would be too many. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private final Database database;
  private final AuditLog log;

  public JdbcApiTokens(Database database, AuditLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public boolean add(ApiToken token, TokenText text) {
    return database.inTransaction(
        () -> {
          int added =
              database
                  .jdbc()
                  .sql(
                      """
                      insert into api_token (name, fingerprint, role, tenant, created_at, expires_at)
                      values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing
                      """)
                  .params(
                      Arrays.asList(
                          token.name(),
                          text.fingerprint(),
                          token.grant().role().name(),
                          token.grant().tenant().orElse(null),
                          token.createdAt().atOffset(ZoneOffset.UTC),
                          token.expires().map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null)))
                  .update();
          if (added == 1) {
            log.add("token.create", token.name(), Change.made(shown(token)));
          }
          return added == 1;
        });
  }

  @Override
  public Optional<ApiToken> find(TokenText text, Instant now) {
    Optional<ApiToken> found =
        database
            .jdbc()
            .sql("select " + COLUMNS + " from api_token where fingerprint = ?")
            .param(text.fingerprint())
            .query(JdbcApiTokens::token)
            .optional();
    found
        .filter(token -> token.usedAt().map(used -> used.isBefore(now.minus(NOTED))).orElse(true))
        .ifPresent(token -> note(token.name(), now));
    return found;
  }

  private void note(String name, Instant now) {
    database
        .jdbc()
        .sql("update api_token set used_at = ? where name = ?")
        .params(now.atOffset(ZoneOffset.UTC), name)
        .update();
  }

  @Override
  public List<ApiToken> list(String after, int limit) {
    return database
        .jdbc()
        .sql("select " + COLUMNS + " from api_token where name > ? order by name limit ?")
        .params(after, limit)
        .query(JdbcApiTokens::token)
        .list();
  }

  @Override
  public Optional<ApiToken> revoke(String name) {
    return database.inTransaction(
        () -> {
          Optional<ApiToken> revoked =
              database
                  .jdbc()
                  .sql("delete from api_token where name = ? returning " + COLUMNS)
                  .param(name)
                  .query(JdbcApiTokens::token)
                  .optional();
          revoked.ifPresent(
              token -> log.add("token.revoke", token.name(), Change.gone(shown(token))));
          return revoked;
        });
  }

  private static Map<String, Object> shown(ApiToken token) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role", token.grant().role().label());
    token.grant().tenant().ifPresent(tenant -> fields.put("tenant", tenant));
    token.expires().ifPresent(time -> fields.put("expires", time.toString()));
    return fields;
  }

  private static ApiToken token(ResultSet row, int number) throws SQLException {
    return new ApiToken(
        row.getString("name"),
        new ApiToken.Grant(
            Role.valueOf(row.getString("role")), Optional.ofNullable(row.getString("tenant"))),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expires_at"),
        instant(row, "used_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
