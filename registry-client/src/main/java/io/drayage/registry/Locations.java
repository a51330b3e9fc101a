package io.drayage.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses that a registry hands out: {@code Location} and {@code Link}. */
final class Locations {
  private Locations() {}

  /**
   * Resolves against the address that was asked. A registry behind a proxy that ends TLS may write
   * its own name with {@code http:}; such an address is taken to the origin that was asked. Any
   * other way from HTTPS to HTTP is refused.
   */
  static URI resolve(URI asked, String location) throws RegistryException.ProtocolViolation {
    URI next;
    try {
      next = asked.resolve(new URI(location.strip()));
    } catch (URISyntaxException e) {
      throw new RegistryException.ProtocolViolation(
          "%s points to an invalid address".formatted(Redaction.of(asked)));
    }
    String scheme = next.getScheme() == null ? "" : next.getScheme();
    if (next.getHost() == null
        || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        || next.getRawUserInfo() != null) {
      throw new RegistryException.ProtocolViolation(
          "%s points to \"%s\", which is no address of a registry"
              .formatted(Redaction.of(asked), Redaction.excerpt(Redaction.of(next), 200)));
    }
    Origin from = Origin.of(asked);
    Origin to = Origin.of(next);
    if (!from.isSecure() || to.isSecure()) {
      return next;
    }
    if (to.host().equals(from.host()) && next.getPort() < 0) {
      String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
      return from.resolve(next.getRawPath() + query);
    }
    throw new RegistryException.ProtocolViolation(
        "%s points from https to plain http, to %s; this is refused"
            .formatted(Redaction.of(asked), Redaction.of(next)));
  }

  /** The next page of a list: {@code Link: <address>; rel="next"}, RFC 8288. */
  static Optional<URI> next(Answer answer) throws RegistryException.ProtocolViolation {
    for (String link : answer.headers("Link")) {
      int begin = link.indexOf('<');
      int end = link.indexOf('>', begin + 1);
      if (begin >= 0 && end > begin && link.substring(end).matches(".*rel=\"?next\"?.*")) {
        URI next = resolve(answer.uri(), link.substring(begin + 1, end));
        if (!Origin.of(next).equals(Origin.of(answer.uri()))) {
          throw new RegistryException.ProtocolViolation(
              "%s says that its list goes on at another host, %s"
                  .formatted(Redaction.of(answer.uri()), Redaction.of(next)));
        }
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  /** The same address with one more query parameter. */
  static URI with(URI uri, String name, String value) {
    String text = uri.toString();
    return URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + name + "=" + value);
  }
}
