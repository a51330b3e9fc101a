package io.drayage.storage.store.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.AuditRecords;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit in PostgreSQL. */
public final class JdbcAuditRecords implements AuditRecords {
  /** A delete of months at once would hold its rows for long. */
  private static final int BATCH = 10_000;

  private final JdbcClient jdbc;

  public JdbcAuditRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Entry> list(Filter filter, long before, int limit) {
    StringBuilder sql =
        new StringBuilder(
            """
            select id, event_id, at, actor, address, action, repository, tag, digest, before, detail
            from audit_entry where id < :before
            """);
    filter.repository().ifPresent(_ -> sql.append(" and repository = :repository"));
    filter.actor().ifPresent(_ -> sql.append(" and actor = :actor"));
    filter.action().ifPresent(_ -> sql.append(" and action = :action"));
    filter.since().ifPresent(_ -> sql.append(" and at >= :since"));
    filter.until().ifPresent(_ -> sql.append(" and at < :until"));
    return jdbc.sql(sql.append(" order by id desc limit :limit").toString())
        .param("before", before)
        .param("repository", filter.repository().orElse(null))
        .param("actor", filter.actor().orElse(null))
        .param("action", filter.action().map(Action::label).orElse(null))
        .param("since", filter.since().map(JdbcAuditRecords::time).orElse(null))
        .param("until", filter.until().map(JdbcAuditRecords::time).orElse(null))
        .param("limit", limit)
        .query((row, _) -> entry(row))
        .list();
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    @Nullable String repository = row.getString("repository");
    Change.Content content = new Change.Content("", -1, "");
    return new Entry(
        row.getLong("id"),
        new Event(
            row.getObject("event_id", UUID.class),
            row.getTimestamp("at").toInstant(),
            new Author(row.getString("actor"), row.getString("address")),
            new Change(
                Action.parse(row.getString("action")),
                Optional.ofNullable(repository).map(RepositoryPath::new),
                Optional.ofNullable(row.getString("tag")).map(Tag::new),
                Optional.ofNullable(row.getString("digest")).map(Digest::parse),
                Optional.ofNullable(row.getString("before")).map(Digest::parse),
                content,
                row.getString("detail"))));
  }

  @Override
  public int forgetBefore(Instant time) {
    int forgotten = 0;
    while (true) {
      int batch =
          jdbc.sql(
                  """
                  delete from audit_entry where id in (
                    select id from audit_entry where at < ? order by at limit ?)
                  """)
              .params(time(time), BATCH)
              .update();
      forgotten += batch;
      if (batch < BATCH) {
        return forgotten;
      }
    }
  }
}
