package io.drayage.registry;

import io.drayage.registry.address.RefusedAddressException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;

/** Sends again what failed for a passing reason, after a growing pause. */
final class Retries {

  /** One attempt. */
  @FunctionalInterface
  interface Attempt {
    Answer send() throws IOException;
  }

  private final RegistryClientOptions options;

  Retries(RegistryClientOptions options) {
    this.options = options;
  }

  /**
   * Returns the first answer that is not a passing failure, or the last one.
   *
   * @param repeatable whether a second attempt is possible at all
   */
  Answer send(String what, String host, boolean repeatable, Attempt attempt) throws IOException {
    RetryPolicy policy = options.retry();
    for (int number = 1; ; number++) {
      boolean last = !repeatable || number >= policy.attempts();
      Optional<Duration> asked;
      try {
        Answer answer = attempt.send();
        if (last || !isPassing(answer.status())) {
          return answer;
        }
        asked = RetryAfter.of(answer);
        if (asked.isPresent() && asked.get().compareTo(policy.longestRetryAfter()) > 0) {
          return answer;
        }
        answer.close();
      } catch (IOException e) {
        if (last || !isPassing(e)) {
          throw asFailure(what, host, e);
        }
        asked = Optional.empty();
      }
      pause(number, asked);
    }
  }

  /** How often something is tried at most. */
  int attempts() {
    return options.retry().attempts();
  }

  /** Waits before attempt {@code number + 1}: as long as the peer asked, or with growing pauses. */
  void pause(int number, Optional<Duration> asked) throws IOException {
    RetryPolicy policy = options.retry();
    long longest = policy.longestDelay().toMillis();
    long grown = policy.firstDelay().toMillis() << Math.min(number - 1, 20);
    long full = Math.min(longest, grown);
    long jittered = full - (full > 1 ? options.random().nextLong(full / 2 + 1) : 0);
    sleep(asked.orElse(Duration.ofMillis(jittered)));
  }

  void sleep(Duration duration) throws IOException {
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    try {
      options.sleeper().sleep(duration);
    } catch (InterruptedException e) {
      throw Interruption.during("waiting to try again", e);
    }
  }

  static boolean isPassing(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** Whether another attempt may end better. */
  static boolean isPassing(IOException e) {
    return switch (e) {
      case RegistryException.Unavailable _ -> true;
      case RegistryException.RateLimited _ -> true;
      case RegistryException _ -> false;
      case Interruption _ -> false;
      case BodyFailure _ -> false;
      case java.net.UnknownHostException _ -> false;
      case ClientProtocolException _ -> false;
      case SSLException tls -> !TlsFailures.isFinal(tls);
      default -> true;
    };
  }

  private static IOException asFailure(String what, String host, IOException e) {
    return switch (e) {
      case RegistryException _ -> e;
      case Interruption _ -> e;
      case BodyFailure _ -> e;
      case ClientProtocolException _ ->
          new RegistryException.ProtocolViolation(
              "%s: the answer of %s is not HTTP (%s)"
                  .formatted(what, host, Redaction.excerpt(String.valueOf(e.getCause()), 200)));
      case RefusedAddressException _ -> new RegistryException.AddressRefused(what, e);
      default -> Failures.unavailable(what, host, e);
    };
  }
}
