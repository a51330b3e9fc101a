package io.drayage.registry;

import io.drayage.registry.RequestObserver.FinishedRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;

/** Sends single requests and tells the observer. No redirects, no credentials, no retries. */
final class Wire implements AutoCloseable {
  private final CloseableHttpClient http;
  private final RegistryClientOptions options;
  private final RequestConfig patient;
  private final ProxyRoutes routes;
  private final Watchdog watchdog = new Watchdog();

  Wire(CloseableHttpClient http, RegistryClientOptions options) {
    this.http = http;
    this.options = options;
    this.patient = HttpStack.patientConfig(options);
    this.routes = new ProxyRoutes(options.proxy());
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
    if (entity != null) {
      request.setConfig(patient);
    }
    if (routes.proxyFor(origin).isPresent()) {
      options.addresses().check(origin.host());
    }
    long begin = System.nanoTime();
    Future<?> deadline = entity == null ? watch(request) : null;
    try {
      ClassicHttpResponse response = http.executeOpen(target, request, null);
      long sent = entity == null ? 0 : entity.written();
      reportQuota(origin, response);
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
      if (deadline != null && deadline.isDone()) {
        throw new SocketTimeoutException(
            "no answer was complete within %d s"
                .formatted(options.timeouts().slowest().toSeconds()));
      }
      throw e;
    } finally {
      if (deadline != null) {
        deadline.cancel(false);
      }
    }
  }

  private Future<?> watch(HttpUriRequestBase request) {
    return watchdog.after(options.timeouts().slowest(), request::cancel);
  }

  private void reportQuota(Origin origin, ClassicHttpResponse response) {
    Header remaining = response.getFirstHeader("ratelimit-remaining");
    Header limit = remaining == null ? null : response.getFirstHeader("ratelimit-limit");
    if (remaining != null && limit != null) {
      RequestQuota.parse(String.valueOf(limit.getValue()), String.valueOf(remaining.getValue()))
          .ifPresent(quota -> options.observer().quota(origin.authority(), quota));
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
    watchdog.close();
    http.close(CloseMode.IMMEDIATE);
  }
}
