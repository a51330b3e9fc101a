package io.drayage.storage.web.event;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event in the form of CloudEvents 1.0. */
record CloudEvent(Event event, String source) {
  private static final JsonMapper JSON = JsonMapper.shared();
  static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";

  /** The context attributes, without what is about the data. */
  private Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", event.id().toString());
    attributes.put("source", source);
    attributes.put("type", "io.drayage.registry." + event.change().action().label());
    attributes.put("time", event.at().toString());
    event.change().repository().ifPresent(path -> attributes.put("subject", subject(path)));
    return attributes;
  }

  private String subject(RepositoryPath repository) {
    Change change = event.change();
    return repository
        + change
            .tag()
            .map(tag -> ":" + tag)
            .or(() -> change.digest().map(digest -> "@" + digest))
            .orElse("");
  }

  /** HTTP binding 1.0.2, 3.2: everything in the body. */
  byte[] structured() {
    ObjectNode root = JSON.createObjectNode();
    attributes().forEach(root::put);
    root.put("datacontenttype", "application/json");
    root.set("data", data());
    return JSON.writeValueAsBytes(root);
  }

  /** HTTP binding 1.0.2, 3.1: the attributes in headers. All of them are plain ASCII. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    attributes().forEach((name, value) -> headers.put("ce-" + name, value));
    return headers;
  }

  /** The body of the binary mode. */
  byte[] binary() {
    return JSON.writeValueAsBytes(data());
  }

  private ObjectNode data() {
    Change change = event.change();
    ObjectNode data = JSON.createObjectNode();
    data.put("action", change.action().label());
    change.repository().map(RepositoryPath::value).ifPresent(path -> data.put("repository", path));
    change.tag().map(Tag::value).ifPresent(tag -> data.put("tag", tag));
    change.digest().map(Digest::toString).ifPresent(digest -> data.put("digest", digest));
    change.before().map(Digest::toString).ifPresent(digest -> data.put("before", digest));
    Change.Content content = change.content();
    putUnlessEmpty(data, "mediaType", content.mediaType());
    if (content.size() >= 0) {
      data.put("size", content.size());
    }
    putUnlessEmpty(data, "fromRepository", content.from());
    putUnlessEmpty(data, "detail", change.detail());
    ObjectNode actor = data.putObject("actor");
    actor.put("name", event.author().name());
    putUnlessEmpty(actor, "address", event.author().address());
    return data;
  }

  private static void putUnlessEmpty(ObjectNode object, String name, String text) {
    if (!text.isEmpty()) {
      object.put(name, text);
    }
  }
}
