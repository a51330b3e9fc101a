package io.drayage.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client of a service's REST API. It follows no redirect, so that the token stays with the server
 * it is for. Thread-safe; whoever made it closes it.
 */
public final class ServiceClient implements AutoCloseable {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);
  private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
  private static final int LARGEST = 64 << 20;
  private static final int FIRST_PAUSE_MILLIS = 200;
  private static final int LONGEST_PAUSE_MILLIS = 10_000;
  private static final int NO_CONTENT = 204;

  private final HttpClient http;
  private final URI server;
  private final Optional<String> token;

  /**
   * @param server such as {@code https://drayage.example.com}
   * @param token is sent as a bearer token
   */
  public ServiceClient(URI server, Optional<String> token) {
    this.server = server;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTED_WITHIN)
            .followRedirects(Redirect.NEVER)
            .build();
  }

  /**
   * Sends a request.
   *
   * @param path below the server, with its query
   * @param body JSON; empty for none
   * @return the body of the answer
   * @throws ServiceException when the service refuses
   */
  public String send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .timeout(ANSWERED_WITHIN)
            .header("Accept", "application/json, application/problem+json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<InputStream> response = exchange(request.build());
    String text = text(response);
    if (response.statusCode() / 100 != 2) {
      throw new ServiceException(method + " " + path, response.statusCode(), text);
    }
    return text;
  }

  /**
   * Follows a stream of events to its end, which is an event named {@code end}, or 204 when there
   * is nothing behind the last one. A connection that is lost is made anew, and goes on behind the
   * last event.
   *
   * @param lost is told why a connection was lost
   */
  public void follow(String path, Consumer<ServerSentEvent> listener, Consumer<IOException> lost)
      throws IOException, InterruptedException {
    String last = "";
    int pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        if (!last.isEmpty()) {
          request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> response = exchange(request.build());
        if (response.statusCode() == NO_CONTENT) {
          return;
        }
        refuse(path, response);
        try (EventReader reader = new EventReader(response.body())) {
          for (Optional<ServerSentEvent> next = reader.next();
              next.isPresent();
              next = reader.next()) {
            ServerSentEvent event = next.get();
            pause = FIRST_PAUSE_MILLIS;
            if (!event.id().isEmpty()) {
              last = event.id();
            }
            listener.accept(event);
            if (event.name().equals("end")) {
              return;
            }
          }
        }
      } catch (ServiceException e) {
        if (e.status() < 500 && e.status() != 429) {
          throw e;
        }
        lost.accept(e);
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted");
        }
        lost.accept(e);
      }
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private static void refuse(String path, HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new ServiceException("GET " + path, response.statusCode(), text(response));
    }
  }

  private HttpRequest.Builder request(String path) {
    String base = server.toString().replaceFirst("/+$", "");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private HttpResponse<InputStream> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException(
          "asking %s: %s"
              .formatted(server, e.getMessage() == null ? "it cannot be reached" : e.getMessage()),
          e);
    }
  }

  private static String text(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(
            "the answer of the service is larger than %d bytes".formatted(LARGEST));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
