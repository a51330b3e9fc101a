package io.drayage.copier.store;

import io.drayage.api.copier.AuditEntry;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.service.access.Caller;
import io.drayage.service.access.Callers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Changes in PostgreSQL. */
public final class JdbcAuditLog implements AuditLog {
  private final Database database;

  public JdbcAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void add(String action, String subject, Change change) {
    Caller caller = Callers.current();
    database
        .jdbc()
        .sql(
            """
            insert into audit (at, author, address, action, subject, before, after)
            values (?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb))
            """)
        .params(
            Arrays.asList(
                database.now(),
                caller.name(),
                caller.address(),
                action,
                subject,
                text(change.before()),
                text(change.after())))
        .update();
  }

  private @Nullable String text(Optional<?> value) {
    return value.isPresent() ? database.text(value.get()) : null;
  }

  @Override
  public List<AuditEntry> list(Filter filter, long before, int limit) {
    return database
        .jdbc()
        .sql(
            "select id, at, author, address, action, subject, before, after from audit where id < :before"
                + (filter.author().isPresent() ? " and author = :author" : "")
                + (filter.action().isPresent() ? " and action = :action" : "")
                + (filter.subject().isPresent() ? " and subject = :subject" : "")
                + " order by id desc limit :limit")
        .param("before", before)
        .param("author", filter.author().orElse(null))
        .param("action", filter.action().orElse(null))
        .param("subject", filter.subject().orElse(null))
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  private AuditEntry entry(ResultSet row, int number) throws SQLException {
    String address = row.getString("address");
    return new AuditEntry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("author"),
        address.isEmpty() ? null : address,
        row.getString("action"),
        row.getString("subject"),
        fields(row.getString("before")),
        fields(row.getString("after")));
  }

  private @Nullable Map<String, Object> fields(@Nullable String json) {
    if (json == null) {
      return null;
    }
    JsonMapper mapper = database.json();
    return mapper.readValue(
        json,
        mapper.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
  }
}
