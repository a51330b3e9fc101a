package io.drayage.registry;

import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Small files of web servers that know nothing of registries. */
final class WebFiles {
  private final Caller caller;

  WebFiles(Caller caller) {
    this.caller = caller;
  }

  Optional<byte[]> read(URI address, int limit) throws IOException {
    String what = "reading " + Redaction.of(address);
    var outgoing = new Outgoing(Kind.FILE, "GET", address, Map.of(), null);
    try (Answer answer = caller.sendElsewhere(outgoing, what)) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      if (answer.status() != 200) {
        throw Failures.of(what, answer);
      }
      if (answer.contentLength().orElse(0) > limit) {
        throw tooLarge(what, limit);
      }
      byte[] bytes = bytes(answer, what, limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(what, limit);
      }
      return Optional.of(bytes);
    }
  }

  private static byte[] bytes(Answer answer, String what, int limit) throws IOException {
    try {
      return answer.readAtMost(limit);
    } catch (IOException e) {
      throw Thread.currentThread().isInterrupted()
          ? Interruption.during(what, e)
          : Failures.unavailable(what, Origin.of(answer.uri()).authority(), e);
    }
  }

  private static RegistryException tooLarge(String what, int limit) {
    return new RegistryException.InvalidContent(
        "%s: it has more than %d bytes, the limit for such a file".formatted(what, limit));
  }
}
