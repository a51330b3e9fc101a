package io.drayage.storage.store.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.Event;
import io.drayage.storage.domain.event.Lane;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the audit and the events with one statement. It joins the transaction of its thread, and
 * relies on its caller to hold whatever gives the changes of a thing their order by then.
 */
public final class JdbcChangeLog implements ChangeLog {
  private final JdbcClient jdbc;
  private final List<Endpoint> endpoints;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  public JdbcChangeLog(JdbcClient jdbc, List<Endpoint> endpoints, InstantSource clock) {
    this.jdbc = jdbc;
    this.endpoints = List.copyOf(endpoints);
    this.clock = clock;
    this.ids = UUID::randomUUID;
  }

  @Override
  public void record(Change change) {
    Event event = new Event(ids.get(), clock.instant(), Author.current(), change);
    OffsetDateTime at = event.at().atOffset(ZoneOffset.UTC);
    String[] told =
        endpoints.stream()
            .filter(endpoint -> endpoint.wants(change))
            .map(Endpoint::name)
            .toArray(String[]::new);
    jdbc.sql(told.length == 0 ? AUDIT : AUDIT_AND_TELL)
        .param("event", event.id())
        .param("at", at)
        .param("actor", event.author().name())
        .param("address", event.author().address())
        .param("action", change.action().label())
        .param("repository", change.repository().map(RepositoryPath::value).orElse(null))
        .param("tag", change.tag().map(Tag::value).orElse(null))
        .param("digest", change.digest().map(Digest::toString).orElse(null))
        .param("before", change.before().map(Digest::toString).orElse(null))
        .param("detail", change.detail())
        .param("endpoints", told)
        .param("lane", Lane.of(change).number())
        .param("text", told.length == 0 ? "" : EventText.write(event))
        .update();
  }

  private static final String AUDIT =
      """
      insert into audit_entry
        (event_id, at, actor, address, action, repository, tag, digest, before, detail)
      values (:event, :at, :actor, :address, :action, :repository, :tag, :digest, :before, :detail)
      """;

  private static final String AUDIT_AND_TELL =
      """
      with entry as (%s)
      insert into event_delivery (endpoint, lane, event, due_at)
      select endpoint, :lane, :text, :at from unnest(cast(:endpoints as text[])) as endpoint
      """
          .formatted(AUDIT);
}
