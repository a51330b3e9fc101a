package io.drayage.registry;

import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects: at most five, never in a circle, never from HTTPS to plain HTTP, and without
 * credentials as soon as another origin is asked.
 */
final class Redirects {
  private static final int MOST_HOPS = 5;

  private final Wire wire;

  Redirects(Wire wire) {
    this.wire = wire;
  }

  Answer send(Outgoing first) throws IOException {
    Answer answer = wire.send(first);
    return isRedirect(answer.status(), first) ? follow(first, answer) : answer;
  }

  private Answer follow(Outgoing first, Answer redirect) throws IOException {
    Outgoing outgoing = first;
    Answer answer = redirect;
    Set<URI> seen = new HashSet<>(Set.of(first.uri()));
    while (true) {
      Optional<String> location = answer.header("Location");
      if (!isRedirect(answer.status(), outgoing) || location.isEmpty()) {
        return answer;
      }
      answer.close();
      URI next = Locations.resolve(outgoing.uri(), location.get());
      if (!seen.add(next)) {
        throw new RegistryException.ProtocolViolation(
            "%s redirects in a circle, to %s"
                .formatted(Redaction.of(first.uri()), Redaction.of(next)));
      }
      if (seen.size() > MOST_HOPS + 1) {
        throw new RegistryException.ProtocolViolation(
            "%s redirects more than %d times, at last to %s"
                .formatted(Redaction.of(first.uri()), MOST_HOPS, Redaction.of(next)));
      }
      outgoing =
          new Outgoing(
              Kind.REDIRECT,
              outgoing.method(),
              next,
              headersFor(next, outgoing),
              outgoing.payload());
      answer = wire.send(outgoing);
    }
  }

  private static boolean isRedirect(int status, Outgoing outgoing) {
    boolean reads = outgoing.method().equals("GET") || outgoing.method().equals("HEAD");
    return switch (status) {
      case 301, 302, 303 -> reads;
      case 307, 308 -> outgoing.repeatable();
      default -> false;
    };
  }

  private static Map<String, String> headersFor(URI next, Outgoing before) {
    if (Origin.of(next).equals(Origin.of(before.uri()))) {
      return before.headers();
    }
    Map<String, String> headers = new HashMap<>(before.headers());
    headers.remove("Authorization");
    return headers;
  }
}
