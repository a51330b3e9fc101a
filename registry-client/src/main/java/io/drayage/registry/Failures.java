package io.drayage.registry;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Answers that are failures, as exceptions with a message to read. */
final class Failures {
  private Failures() {}

  /** Reads what the answer says, closes it, and makes an exception of it. */
  static RegistryException of(String what, Answer answer) {
    Optional<Duration> retryAfter = RetryAfter.of(answer);
    return of(what, answer, ErrorBody.readAndClose(answer), retryAfter);
  }

  static RegistryException of(
      String what, Answer answer, ErrorBody error, Optional<Duration> retryAfter) {
    int status = answer.status();
    String message =
        message(what, answer, error)
            + retryAfter.map(d -> "; it asks to wait " + d.toSeconds() + " s").orElse("");
    return switch (status) {
      case 401 -> new RegistryException.Unauthorized(message);
      case 403 ->
          error.has("TOOMANYREQUESTS")
              ? new RegistryException.RateLimited(message, retryAfter)
              : new RegistryException.Denied(message);
      case 404, 410 -> new RegistryException.NotFound(message);
      case 405, 501 -> new RegistryException.Unsupported(message);
      case 408 -> new RegistryException.Unavailable(message);
      case 429 -> new RegistryException.RateLimited(message, retryAfter);
      case 400, 406, 409, 411, 412, 413, 414, 415, 416, 422 -> invalid(message, error);
      default ->
          status >= 500
              ? new RegistryException.Unavailable(message)
              : new RegistryException.ProtocolViolation(message);
    };
  }

  private static RegistryException invalid(String message, ErrorBody error) {
    if (error.has("UNSUPPORTED")) {
      return new RegistryException.Unsupported(message);
    }
    return error.has("DIGEST_INVALID") || error.has("SIZE_INVALID")
        ? new RegistryException.ContentMismatch(message)
        : new RegistryException.InvalidContent(message);
  }

  static String message(String what, Answer answer, ErrorBody error) {
    String reason = Redaction.excerpt(answer.reason(), 60);
    return "%s: %s answered %d%s%s"
        .formatted(
            what,
            Origin.of(answer.uri()).authority(),
            answer.status(),
            reason.isEmpty() ? "" : " " + reason,
            error.text().isEmpty() ? "" : ": " + error.text());
  }

  /** No answer at all. */
  static RegistryException.Unavailable unavailable(String what, String host, IOException cause) {
    String reason =
        cause.getMessage() == null ? "" : ": " + Redaction.excerpt(cause.getMessage(), 200);
    return new RegistryException.Unavailable(
        "%s: no answer from %s (%s%s)%s"
            .formatted(what, host, cause.getClass().getSimpleName(), reason, advice(cause)),
        cause);
  }

  private static String advice(IOException cause) {
    return switch (cause) {
      case UnknownHostException _ -> "; check the name of the registry";
      case SSLException e when TlsFailures.isPlainAnswer(e) ->
          "; it does not speak TLS: turn the verification of TLS off for it to use plain http";
      case SSLException e when TlsFailures.isUntrusted(e) ->
          "; its certificate is not trusted: add the certificate of its authority, or turn the"
              + " verification of TLS off for it";
      default -> "";
    };
  }
}
