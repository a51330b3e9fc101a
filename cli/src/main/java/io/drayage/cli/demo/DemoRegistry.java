package io.drayage.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry of the OCI distribution specification 1.1 in memory: pull, push, mount, tags, delete;
 * plain HTTP on a free port of the loopback interface, open to everyone. Thread-safe; whoever
 * started it closes it.
 */
final class DemoRegistry implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests|tags|referrers)/([^/]*)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private final DemoBlobs blobs = new DemoBlobs();
  private final DemoManifests manifests = new DemoManifests(blobs);

  private DemoRegistry(HttpServer server) {
    this.server = server;
  }

  static DemoRegistry start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    DemoRegistry registry = new DemoRegistry(server);
    server.setExecutor(registry.threads);
    server.createContext("/", registry::handle);
    server.start();
    return registry;
  }

  /** {@code 127.0.0.1:PORT}, as it stands in references. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many requests came until now. */
  int requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      DemoAnswer answer = answer(exchange);
      // What is left of a request's body would otherwise be taken for the next request.
      exchange.getRequestBody().readAllBytes();
      answer.send(exchange);
    }
  }

  private DemoAnswer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/v2/") || path.equals("/v2")) {
      return DemoAnswer.json(200, "{}");
    }
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return DemoAnswer.error(404, "UNSUPPORTED", "no such endpoint");
    }
    String repository = parts.group(1);
    String name = parts.group(3);
    return switch (parts.group(2)) {
      case "blobs/uploads" -> blobs.upload(exchange, repository, name);
      case "blobs" -> blobs.answer(exchange, repository, name);
      case "manifests" -> manifests.answer(exchange, repository, name);
      case "tags" -> manifests.tags(repository);
      default -> DemoAnswer.error(404, "UNSUPPORTED", "no such endpoint");
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
