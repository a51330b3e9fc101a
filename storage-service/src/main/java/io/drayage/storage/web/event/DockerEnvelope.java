package io.drayage.storage.web.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events in the envelope of Docker's registry, which knows four actions and no others. */
final class DockerEnvelope {
  static final String MEDIA_TYPE = "application/vnd.docker.distribution.events.v2+json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private DockerEnvelope() {}

  /** How that registry calls an action; nothing for what it does not know. */
  static Optional<String> action(Action action) {
    return switch (action) {
      case MANIFEST_PUSH, BLOB_PUSH -> Optional.of("push");
      case MANIFEST_DELETE, TAG_DELETE, BLOB_DELETE -> Optional.of("delete");
      case BLOB_MOUNT -> Optional.of("mount");
      case MANIFEST_PULL -> Optional.of("pull");
      case RESTORE, ACCESS_CHANGE, SETTING_CHANGE, COLLECTION -> Optional.empty();
    };
  }

  static byte[] write(List<Event> events, String source) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("events");
    for (Event event : events) {
      action(event.change().action())
          .ifPresent(action -> fill(list.addObject(), event, action, source));
    }
    return JSON.writeValueAsBytes(root);
  }

  private static void fill(ObjectNode node, Event event, String action, String source) {
    Change change = event.change();
    node.put("id", event.id().toString());
    node.put("timestamp", event.at().toString());
    node.put("action", action);
    ObjectNode target = node.putObject("target");
    if (!change.content().mediaType().isEmpty()) {
      target.put("mediaType", change.content().mediaType());
    }
    if (change.content().size() >= 0) {
      target.put("size", change.content().size());
      target.put("length", change.content().size());
    }
    // A tag that was deleted is named alone: the manifest is still there.
    change
        .digest()
        .filter(_ -> change.action() != Action.TAG_DELETE)
        .map(Digest::toString)
        .ifPresent(digest -> target.put("digest", digest));
    change
        .repository()
        .map(RepositoryPath::value)
        .ifPresent(path -> target.put("repository", path));
    if (!change.content().from().isEmpty()) {
      target.put("fromRepository", change.content().from());
    }
    change.tag().map(Tag::value).ifPresent(tag -> target.put("tag", tag));
    node.putObject("request").put("addr", event.author().address());
    node.putObject("actor").put("name", event.author().name());
    node.putObject("source").put("addr", source);
  }
}
