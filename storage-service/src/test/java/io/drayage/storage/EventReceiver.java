package io.drayage.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/** Receives events on loopback and answers as a test wants. */
final class EventReceiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final Function<Message, Integer> statuses;
  private final List<Message> messages = new ArrayList<>();

  /** A request; the names of headers are in lower case. */
  record Message(Map<String, String> headers, String body) {}

  private EventReceiver(HttpServer server, Function<Message, Integer> statuses) {
    this.server = server;
    this.statuses = statuses;
  }

  /** Answers each message with the status that it is given. */
  static EventReceiver answering(Function<Message, Integer> statuses) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EventReceiver receiver = new EventReceiver(server, statuses);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", receiver::receive);
    server.start();
    return receiver;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Message message =
          new Message(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      int status = statuses.apply(message);
      synchronized (this) {
        messages.add(message);
        notifyAll();
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  String url() {
    return "http://127.0.0.1:%d/events".formatted(server.getAddress().getPort());
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** Waits until what has arrived is enough. */
  synchronized List<Message> await(Predicate<List<Message>> enough) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!enough.test(List.copyOf(messages))) {
      long left = Duration.between(Instant.now(), end).toMillis();
      if (left <= 0) {
        throw new AssertionError("these events have arrived: " + messages);
      }
      wait(left);
    }
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
