package io.drayage.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** What came back for one request. Must be closed; a connection is used again when possible. */
final class Answer implements AutoCloseable {
  /** An unread rest that is read so that the connection can be used again. */
  private static final int WORTH_DRAINING = 16 * 1024;

  /** Digits that always fit into a long. */
  private static final int LONGEST_NUMBER = 18;

  private final URI uri;
  private final Cancellable request;
  private final ClassicHttpResponse response;
  private final AnswerBody body;
  private final LongConsumer whenClosed;
  private HostGate.@Nullable Permit permit;
  private boolean closed;

  /**
   * @param whenClosed is told how many bytes of the body were read
   */
  Answer(
      HttpUriRequestBase request,
      URI uri,
      ClassicHttpResponse response,
      Timeouts timeouts,
      LongConsumer whenClosed)
      throws IOException {
    this.uri = uri;
    this.request = request;
    this.response = response;
    this.whenClosed = whenClosed;
    HttpEntity entity = response.getEntity();
    InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    this.body = new AnswerBody(content, timeouts.slowest());
  }

  /** The address that answered. */
  URI uri() {
    return uri;
  }

  int status() {
    return response.getCode();
  }

  String reason() {
    String phrase = response.getReasonPhrase();
    return phrase == null ? "" : phrase;
  }

  Optional<String> header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null
        ? Optional.empty()
        : Optional.of(header.getValue());
  }

  /** All lines of a header that may be repeated. */
  String[] headers(String name) {
    Header[] headers = response.getHeaders(name);
    String[] values = new String[headers.length];
    for (int i = 0; i < headers.length; i++) {
      values[i] = headers[i].getValue() == null ? "" : headers[i].getValue();
    }
    return values;
  }

  /** {@code Content-Length}, for HEAD too; empty when it is missing or no number. */
  OptionalLong contentLength() {
    Optional<String> length = header("Content-Length");
    return length.isPresent() && isNumber(length.get())
        ? OptionalLong.of(Long.parseLong(length.get()))
        : OptionalLong.empty();
  }

  /** Without a regular expression: this is asked of every answer. */
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Gives a permit back when this is closed. */
  void holding(HostGate.Permit held) {
    permit = held;
  }

  /** Lets the body pass as fast as it may. */
  void passing(Toll toll) {
    body.passing(toll);
  }

  InputStream body() {
    return body;
  }

  /** Reads at most {@code limit} bytes and closes; what is behind is not read. */
  byte[] readAtMost(int limit) throws IOException {
    try (this) {
      return body.readNBytes(limit);
    }
  }

  /** Gives up the connection at once, however much of the body is left. */
  void abort() {
    finish(false);
  }

  @Override
  public void close() {
    finish(true);
  }

  /** Reads what is left when that is little; whether the end was reached. */
  private boolean endsSoon() {
    if (contentLength().orElse(0) - body.count() > WORTH_DRAINING) {
      return false;
    }
    try {
      return body.readNBytes(WORTH_DRAINING + 1).length <= WORTH_DRAINING;
    } catch (IOException e) {
      return false;
    }
  }

  private void finish(boolean drain) {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (response.getEntity() != null && !(drain && endsSoon())) {
        // Closing alone would read all that is left.
        request.cancel();
      }
    } finally {
      try {
        response.close();
      } catch (IOException e) {
        // Closing a connection that is broken.
      }
      whenClosed.accept(body.count());
      if (permit != null) {
        permit.close();
      }
    }
  }
}
