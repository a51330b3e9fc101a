package io.drayage.registry;

import io.drayage.registry.RequestObserver.FinishedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;

/** Sends single requests and tells the observer. No redirects, no credentials, no retries. */
final class Wire implements AutoCloseable {
  private final CloseableHttpClient http;
  private final RegistryClientOptions options;

  Wire(CloseableHttpClient http, RegistryClientOptions options) {
    this.http = http;
    this.options = options;
  }

  Answer send(Outgoing outgoing) throws IOException {
    URI uri = outgoing.uri();
    Origin origin = Origin.of(uri);
    HttpHost target = new HttpHost(origin.scheme(), origin.host(), origin.port());
    var request = new HttpUriRequestBase(outgoing.method(), uri);
    request.setHeader("User-Agent", options.userAgent());
    request.setHeader("Accept-Encoding", "identity");
    outgoing.headers().forEach(request::setHeader);
    Payload payload = outgoing.payload();
    PayloadEntity entity = payload == null ? null : new PayloadEntity(payload);
    request.setEntity(entity);
    long begin = System.nanoTime();
    try {
      ClassicHttpResponse response = http.executeOpen(target, request, null);
      long sent = entity == null ? 0 : entity.written();
      return new Answer(
          request,
          uri,
          response,
          options.timeouts(),
          received -> report(outgoing, origin, response.getCode(), sent, received, begin));
    } catch (IOException e) {
      report(outgoing, origin, 0, entity == null ? 0 : entity.written(), 0, begin);
      if (Thread.currentThread().isInterrupted()) {
        throw Interruption.during(outgoing.method() + " " + Redaction.of(uri), e);
      }
      throw e;
    }
  }

  private void report(
      Outgoing outgoing, Origin origin, int status, long sent, long received, long begin) {
    options
        .observer()
        .finished(
            new FinishedRequest(
                outgoing.kind(),
                outgoing.method(),
                origin.authority(),
                outgoing.uri().getRawPath(),
                status,
                sent,
                received,
                Duration.ofNanos(System.nanoTime() - begin)));
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
