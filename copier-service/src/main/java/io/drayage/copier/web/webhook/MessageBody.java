package io.drayage.copier.web.webhook;

import io.drayage.api.copier.WebhookSpec.Format;
import io.drayage.copier.domain.webhook.Deliveries.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a message.
 *
 * @param source a URI reference that says which service speaks
 */
record MessageBody(Message message, String source) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static String mediaType(Format format) {
    return switch (format) {
      case CLOUDEVENTS -> "application/cloudevents+json; charset=utf-8";
      case SLACK -> "application/json; charset=utf-8";
    };
  }

  byte[] write(Format format) {
    return JSON.writeValueAsBytes(
        switch (format) {
          case CLOUDEVENTS -> cloudEvent();
          case SLACK -> slack();
        });
  }

  /** CloudEvents 1.0, HTTP binding 1.0.2, 3.2. */
  private ObjectNode cloudEvent() {
    JsonNode about = JSON.readTree(message.data());
    ObjectNode root = JSON.createObjectNode();
    root.put("specversion", "1.0");
    root.put("id", message.id().toString());
    root.put("source", source);
    root.put("type", "io.drayage.copier." + message.event());
    root.put(
        "subject", "syncs/%s/runs/%d".formatted(about.path("sync").asString(""), message.run()));
    root.put("time", message.at().toString());
    root.put("datacontenttype", "application/json");
    ObjectNode data = root.putObject("data");
    data.put("run", message.run());
    about.properties().forEach(field -> data.set(field.getKey(), field.getValue()));
    return root;
  }

  /** Slack's mark-up has three characters of its own. */
  private ObjectNode slack() {
    JsonNode about = JSON.readTree(message.data());
    JsonNode counts = about.path("counts");
    String text =
        "Run %d of *%s* is %s"
            .formatted(
                message.run(), about.path("sync").asString(""), about.path("state").asString(""));
    if (!counts.isMissingNode()) {
      text +=
          ": %d copied, %d unchanged, %d failed"
              .formatted(
                  counts.path("copied").asLong(),
                  counts.path("unchanged").asLong(),
                  counts.path("failed").asLong());
    }
    if (about.hasNonNull("failure")) {
      text += "\n" + about.path("failure").asString("");
    }
    ObjectNode root = JSON.createObjectNode();
    root.put("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    return root;
  }
}
