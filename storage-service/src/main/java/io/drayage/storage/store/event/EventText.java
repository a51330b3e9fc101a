package io.drayage.storage.store.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An event as text, to be kept while it is on its way. */
record EventText(
    String id,
    String at,
    String actor,
    String address,
    String action,
    @Nullable String repository,
    @Nullable String tag,
    @Nullable String digest,
    @Nullable String before,
    String mediaType,
    long size,
    String from,
    String detail) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static String write(Event event) {
    Change change = event.change();
    return JSON.writeValueAsString(
        new EventText(
            event.id().toString(),
            event.at().toString(),
            event.author().name(),
            event.author().address(),
            change.action().label(),
            change.repository().map(RepositoryPath::value).orElse(null),
            change.tag().map(Tag::value).orElse(null),
            change.digest().map(Digest::toString).orElse(null),
            change.before().map(Digest::toString).orElse(null),
            change.content().mediaType(),
            change.content().size(),
            change.content().from(),
            change.detail()));
  }

  static Event read(String text) {
    return JSON.readValue(text, EventText.class).event();
  }

  private Event event() {
    return new Event(
        UUID.fromString(id),
        Instant.parse(at),
        new Author(actor, address),
        new Change(
            Action.parse(action),
            Optional.ofNullable(repository).map(RepositoryPath::new),
            Optional.ofNullable(tag).map(Tag::new),
            Optional.ofNullable(digest).map(Digest::parse),
            Optional.ofNullable(before).map(Digest::parse),
            new Change.Content(mediaType, size, from),
            detail));
  }
}
