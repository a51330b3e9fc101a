package io.drayage.registry;

import io.drayage.image.RepositoryName;
import io.drayage.registry.HostGate.Weight;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What some registries tell besides the protocol, as JSON. */
final class Extensions {
  private static final String JSON = "application/json";

  /** RFC 9457. */
  private static final String PROBLEM = "application/problem+json";

  private final Caller caller;

  Extensions(Caller caller) {
    this.caller = caller;
  }

  /** Nothing when the registry has no such path, whatever it says instead. */
  Optional<byte[]> read(RepositoryName repository, String path) throws IOException {
    Call call =
        new Call(
                Kind.EXTENSION,
                "asking %s about %s".formatted(repository.registry(), repository.path()),
                "GET",
                path,
                null,
                Map.of(),
                null,
                Optional.of(repository),
                Scopes.of(Scope.pull(repository.path())),
                Weight.SMALL)
            .with("Accept", JSON + ", " + PROBLEM);
    try (Answer answer = caller.send(call)) {
      String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
      if (type.startsWith(PROBLEM)) {
        throw problem(call, answer);
      }
      if (answer.status() == 429 || answer.status() >= 500) {
        throw caller.failure(call, answer);
      }
      boolean told = answer.status() == 200 && type.startsWith(JSON);
      return told ? Optional.of(body(call, answer)) : Optional.empty();
    }
  }

  private static RegistryException problem(Call call, Answer answer) throws IOException {
    int status = answer.status();
    String detail =
        Documents.object(body(call, answer))
            .map(problem -> Documents.text(problem, "detail"))
            .orElse("");
    String message =
        "%s: status %d: %s".formatted(call.what(), status, Redaction.excerpt(detail, 500));
    return switch (status) {
      case 401 -> new RegistryException.Unauthorized(message);
      case 403 -> new RegistryException.Denied(message);
      case 404 -> new RegistryException.NotFound(message);
      default -> new RegistryException.Unsupported(message);
    };
  }

  private static byte[] body(Call call, Answer answer) throws IOException {
    byte[] bytes = answer.readAtMost(Documents.LARGEST_PAGE + 1);
    if (bytes.length > Documents.LARGEST_PAGE) {
      throw new RegistryException.InvalidContent(
          "%s: the answer has more than %d bytes".formatted(call.what(), Documents.LARGEST_PAGE));
    }
    return bytes;
  }
}
