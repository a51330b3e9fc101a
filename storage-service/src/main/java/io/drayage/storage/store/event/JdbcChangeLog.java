package io.drayage.storage.store.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.Event;
import io.drayage.storage.domain.event.Lane;
import io.drayage.storage.store.ChangeNotes;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the audit and the events with one statement. It joins the transaction of its thread, and
 * relies on its caller to hold whatever gives the changes of a thing their order by then.
 */
public final class JdbcChangeLog implements ChangeNotes {
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
    Note note = note(change);
    jdbc.sql("with " + note.sql() + " select true")
        .params(note.values())
        .query(Boolean.class)
        .single();
  }

  @Override
  public Note note(Change change) {
    Event event = new Event(ids.get(), clock.instant(), Author.current(), change);
    OffsetDateTime at = event.at().atOffset(ZoneOffset.UTC);
    List<@Nullable Object> values = new ArrayList<>(14);
    values.add(event.id());
    values.add(at);
    values.add(event.author().name());
    values.add(event.author().address());
    values.add(change.action().label());
    values.add(change.repository().map(RepositoryPath::value).orElse(null));
    values.add(change.tag().map(Tag::value).orElse(null));
    values.add(change.digest().map(Digest::toString).orElse(null));
    values.add(change.before().map(Digest::toString).orElse(null));
    values.add(change.detail());
    String[] told =
        endpoints.stream()
            .filter(endpoint -> endpoint.wants(change))
            .map(Endpoint::name)
            .toArray(String[]::new);
    if (told.length == 0) {
      return new Note(AUDIT, values);
    }
    values.add(Lane.of(change).number());
    values.add(EventText.write(event));
    values.add(at);
    values.add(told);
    return new Note(AUDIT_AND_TELL, values);
  }

  private static final String AUDIT =
      """
      noted as (
        insert into audit_entry
          (event_id, at, actor, address, action, repository, tag, digest, before, detail)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
      """;

  private static final String AUDIT_AND_TELL =
      AUDIT
          + """
          , told as (
            insert into event_delivery (endpoint, lane, event, due_at)
            select endpoint, ?, ?, ? from unnest(cast(? as text[])) as endpoint)
          """;
}
