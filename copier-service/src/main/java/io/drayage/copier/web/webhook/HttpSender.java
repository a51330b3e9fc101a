package io.drayage.copier.web.webhook;

import io.drayage.api.copier.WebhookSpec;
import io.drayage.api.copier.WebhookSpec.Format;
import io.drayage.copier.domain.webhook.Deliveries.Message;
import io.drayage.copier.domain.webhook.Sender;
import io.drayage.copier.domain.webhook.StoredWebhook;
import io.drayage.copier.domain.webhook.WebhookRules;
import io.drayage.registry.address.AddressGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts messages. The host is looked up and checked right before; the JVM remembers for the
 * connection what the name meant then. No redirect is followed. Thread-safe.
 */
public final class HttpSender implements Sender, AutoCloseable {
  /** The header with {@code sha256=} and the HMAC of the body in hexadecimal digits. */
  static final String SIGNATURE = "X-Drayage-Signature-256";

  private static final String ALGORITHM = "HmacSHA256";

  private final AddressGuard guard;
  private final String source;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param source says in each message which service it is from; a URI reference
   * @param timeout for an attempt
   */
  public HttpSender(AddressGuard guard, String source, Duration timeout) {
    this.guard = guard;
    this.source = source;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public void send(StoredWebhook webhook, Message message)
      throws IOException, InterruptedException {
    WebhookSpec spec = webhook.spec();
    URI url = WebhookRules.of(spec).url();
    guard.addresses(url.getHost());
    Format format = spec.format() == null ? Format.CLOUDEVENTS : spec.format();
    byte[] body = new MessageBody(message, source).write(format);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", MessageBody.mediaType(format))
            .POST(BodyPublishers.ofByteArray(body));
    if (spec.secret() != null) {
      request.header(SIGNATURE, "sha256=" + signature(spec.secret(), body));
    }
    HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("the receiver answered with status " + answer.statusCode());
    }
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
    client.shutdownNow();
  }
}
