package io.drayage.storage.domain.event;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is told of events.
 *
 * @param name stands for it in records and settings
 * @param format what it wants to be sent
 */
public record Endpoint(
    String name, URI address, Format format, EventFilter filter, Proof proof, Patience patience) {

  /** The form of a message. */
  public enum Format {
    /** CloudEvents 1.0, HTTP binding, structured mode. */
    CLOUDEVENTS,
    /** CloudEvents 1.0, HTTP binding, binary mode. */
    CLOUDEVENTS_BINARY,
    /** The envelope of Docker's registry, with several events where several wait. */
    DOCKER;

    /** Whether it has a word for an action: Docker's registry knows content, and nothing else. */
    boolean hasWordFor(Action action) {
      return switch (this) {
        case CLOUDEVENTS, CLOUDEVENTS_BINARY -> true;
        case DOCKER ->
            switch (action) {
              case MANIFEST_PUSH,
                  MANIFEST_DELETE,
                  MANIFEST_PULL,
                  TAG_DELETE,
                  BLOB_PUSH,
                  BLOB_MOUNT,
                  BLOB_DELETE ->
                  true;
              case RESTORE, ACCESS_CHANGE, SETTING_CHANGE, COLLECTION -> false;
            };
      };
    }
  }

  /**
   * How the receiver knows who sends. Never printed.
   *
   * @param secret signs each message by HMAC-SHA256
   * @param token is sent along
   */
  public record Proof(Optional<String> secret, Optional<String> token) {
    @Override
    public String toString() {
      return "Proof[secret=%s, token=%s]"
          .formatted(secret.isPresent() ? "***" : "none", token.isPresent() ? "***" : "none");
    }
  }

  /**
   * How long and how often.
   *
   * @param timeout for one attempt
   * @param attempts before an event is given up
   */
  public record Patience(Duration timeout, int attempts) {}

  /** Whether it is told of a change. */
  public boolean wants(Change change) {
    return format.hasWordFor(change.action()) && filter.passes(change);
  }
}
