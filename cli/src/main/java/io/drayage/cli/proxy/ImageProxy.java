package io.drayage.cli.proxy;

import io.drayage.cli.FailureReport;
import io.drayage.cli.socket.Pipe;
import io.drayage.cli.socket.SequencedSocket;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.PlatformChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers requests one after another, each a packet of JSON; content goes through pipes. Closing it
 * closes the images that the other side left open.
 */
public final class ImageProxy implements AutoCloseable {
  /** Bytes of a request; content is never in one. */
  public static final int LARGEST_REQUEST = 32 * 1024;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SequencedSocket socket;
  private final ProxyMethods methods;

  public ImageProxy(SequencedSocket socket, ImageOpener opener, PlatformChoice platform) {
    this.socket = socket;
    this.methods = new ProxyMethods(opener, platform);
  }

  /**
   * Serves until the other side asks for the end or closes its socket.
   *
   * @throws IOException when the socket fails; what a request asks for in vain is an answer
   */
  public void serve() throws IOException {
    Optional<byte[]> packet = socket.receive();
    while (packet.isPresent()) {
      Optional<ProxyReply> reply = answer(packet.get());
      if (reply.isEmpty()) {
        return;
      }
      send(reply.get());
      packet = socket.receive();
    }
  }

  /** The reply; empty when this was the last request. */
  private Optional<ProxyReply> answer(byte[] packet) {
    try {
      JsonNode request = MAPPER.readTree(packet);
      String method = request.path("method").asString("");
      if (method.equals("Shutdown")) {
        return Optional.empty();
      }
      List<JsonNode> arguments = new ArrayList<>();
      request.path("args").forEach(arguments::add);
      return Optional.of(methods.call(method, arguments));
    } catch (JacksonException e) {
      return Optional.of(ProxyReply.failed(ErrorCode.OTHER, "invalid request: " + e.getMessage()));
    } catch (IOException | InvalidFormatException e) {
      return Optional.of(ProxyReply.failed(ErrorCode.of(e), FailureReport.message(e)));
    } catch (RuntimeException e) {
      // Another image may be readable: a mistake of ours shall not end the whole conversation.
      return Optional.of(ProxyReply.failed(ErrorCode.OTHER, FailureReport.message(e)));
    }
  }

  private void send(ProxyReply reply) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("success", reply.error().isEmpty());
    json.set("value", reply.value());
    json.put("pipeid", reply.pipe());
    json.put("error_code", reply.code().map(ErrorCode::text).orElse(""));
    json.put("error", reply.error());
    try {
      socket.send(
          MAPPER.writeValueAsBytes(json), reply.handedOut().stream().map(Pipe::readEnd).toList());
    } finally {
      for (Pipe pipe : reply.handedOut()) {
        pipe.closeReadEnd();
      }
    }
  }

  @Override
  public void close() throws IOException {
    methods.close();
  }
}
