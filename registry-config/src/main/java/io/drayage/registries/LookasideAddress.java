package io.drayage.registries;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The value of {@code lookaside} and its kin: the base that the names of repositories are appended
 * to. An address that cannot be used is a mistake only for those who use it.
 */
record LookasideAddress(String text, Position position) {

  /** The place for one repository, by its path without the registry. */
  Lookaside forRepository(String path) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return unusable("it is no valid address: " + e.getReason());
    }
    return switch (scheme(uri)) {
      case "file" -> folder(uri, path);
      case "http", "https" -> site(uri, path);
      case "" -> unusable("an address begins with file://, http:// or https://");
      default -> unusable("only file, http and https are known");
    };
  }

  /** The base as an address; empty text for what is none. */
  String scheme() {
    try {
      return scheme(new URI(text));
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private Lookaside folder(URI uri, String path) {
    if (uri.getPath() == null || uri.getPath().isEmpty()) {
      return unusable("it names no folder; write file:///PATH");
    }
    if (uri.getRawAuthority() != null) {
      return unusable(
          "the part behind file:// is read as a host; write three slashes: file:///PATH");
    }
    return new Lookaside.Folder(Path.of(uri.getPath(), path).normalize());
  }

  private Lookaside site(URI uri, String path) {
    if (uri.getHost() == null) {
      return unusable("it names no host");
    }
    try {
      return new Lookaside.Site(
          new URI(
              uri.getScheme(),
              uri.getAuthority(),
              uri.getPath() + "/" + path,
              uri.getQuery(),
              null));
    } catch (URISyntaxException e) {
      return unusable("it is no valid address: " + e.getReason());
    }
  }

  private Lookaside.Unusable unusable(String reason) {
    return new Lookaside.Unusable(
        text, "the lookaside \"%s\" at %s cannot be used: %s".formatted(text, position, reason));
  }
}
