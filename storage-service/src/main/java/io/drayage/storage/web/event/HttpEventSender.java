package io.drayage.storage.web.event;

import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.Event;
import io.drayage.storage.domain.event.EventSender;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts events. Redirects are not followed: credentials and contents are for the address that was
 * set. Only the status of an answer is read. Thread-safe.
 */
public final class HttpEventSender implements EventSender, AutoCloseable {
  /** The header that holds {@code sha256=} and the HMAC of the body in hexadecimal digits. */
  static final String SIGNATURE = "X-Drayage-Signature-256";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final String source;
  private final Reach reach;
  private final ReentrantLock opening = new ReentrantLock();
  private @Nullable HttpClient client;

  /** Which addresses may be called. */
  public enum Reach {
    /** All but link-local ones and those of cloud metadata. */
    SAFE,
    ANY
  }

  /**
   * @param source says in each event which registry it is about; a URI reference
   */
  public HttpEventSender(String source, Reach reach) {
    this.source = source;
    this.reach = reach;
  }

  @Override
  public void send(Endpoint endpoint, List<Event> events) throws IOException, InterruptedException {
    if (reach == Reach.SAFE) {
      EndpointAddresses.check(endpoint.address());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.address()).timeout(endpoint.patience().timeout());
    byte[] body = body(endpoint, events, request);
    endpoint
        .proof()
        .secret()
        .ifPresent(secret -> request.header(SIGNATURE, "sha256=" + signature(secret, body)));
    endpoint.proof().token().ifPresent(t -> request.header("Authorization", "Bearer " + t));
    HttpResponse<Void> answer =
        client()
            .send(
                request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding());
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw new IOException("the endpoint answered with status " + answer.statusCode());
    }
  }

  /** Made for the first event: most registries have no endpoints, and their start must not wait. */
  private HttpClient client() {
    opening.lock();
    try {
      HttpClient made = client;
      if (made == null) {
        made =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        client = made;
      }
      return made;
    } finally {
      opening.unlock();
    }
  }

  private byte[] body(Endpoint endpoint, List<Event> events, HttpRequest.Builder request) {
    CloudEvent first = new CloudEvent(events.getFirst(), source);
    return switch (endpoint.format()) {
      case CLOUDEVENTS -> {
        request.header("Content-Type", CloudEvent.STRUCTURED);
        yield first.structured();
      }
      case CLOUDEVENTS_BINARY -> {
        request.header("Content-Type", "application/json");
        first.headers().forEach(request::header);
        yield first.binary();
      }
      case DOCKER -> {
        request.header("Content-Type", DockerEnvelope.MEDIA_TYPE);
        yield DockerEnvelope.write(events, source);
      }
    };
  }

  private static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    opening.lock();
    try {
      if (client != null) {
        client.shutdownNow();
      }
    } finally {
      opening.unlock();
    }
  }
}
