package io.drayage.registry;

import io.drayage.registry.RequestObserver.Kind;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request, complete: it is sent as it is. */
record Outgoing(
    Kind kind, String method, URI uri, Map<String, String> headers, @Nullable Payload payload) {
  Outgoing {
    headers = Map.copyOf(headers);
  }

  /** Whether a second delivery does no harm and is possible. */
  boolean repeatable() {
    return payload == null || payload.repeatable();
  }
}
