package io.drayage.cli.proxy;

import io.drayage.cli.socket.Pipe;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The answer to a request.
 *
 * @param pipe by which {@code FinishPipe} names the pipe that is handed out; 0 for none
 * @param handedOut pipes whose ends to read go to the other side
 * @param error empty when the request succeeded
 */
record ProxyReply(
    JsonNode value, int pipe, List<Pipe> handedOut, Optional<ErrorCode> code, String error) {
  ProxyReply {
    handedOut = List.copyOf(handedOut);
  }

  static ProxyReply of(JsonNode value) {
    return with(value, 0, List.of());
  }

  static ProxyReply nothing() {
    return of(JsonNodeFactory.instance.nullNode());
  }

  static ProxyReply with(JsonNode value, int pipe, List<Pipe> handedOut) {
    return new ProxyReply(value, pipe, handedOut, Optional.empty(), "");
  }

  static ProxyReply failed(ErrorCode code, String error) {
    return new ProxyReply(
        JsonNodeFactory.instance.nullNode(), 0, List.of(), Optional.of(code), error);
  }
}
