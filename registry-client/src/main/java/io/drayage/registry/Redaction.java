package io.drayage.registry;

import java.net.URI;

/** Text from outside on its way into a message. */
final class Redaction {
  private Redaction() {}

  /** Scheme, host, port and path; what may hold a secret is left out. */
  static String of(URI uri) {
    String host = uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return (uri.getScheme() == null ? "" : uri.getScheme() + "://")
        + (host == null ? "" : host + port)
        + excerpt(path, 500);
  }

  /** One line of printable text, cut after {@code limit} characters. */
  static String excerpt(String text, int limit) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), limit) + 1);
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        space = !line.isEmpty();
        continue;
      }
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        continue;
      }
      if (line.length() >= limit) {
        return line.append('…').toString();
      }
      if (space) {
        line.append(' ');
        space = false;
      }
      line.append(c);
    }
    return line.toString();
  }
}
