package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;

/** What registries and repositories can be called. */
final class Names {
  private Names() {}

  /** Why no reference begins with a text; empty when one can. */
  static String reasonAgainst(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (host.equals("index.docker.io")) {
      return "references to index.docker.io are read as docker.io; write docker.io";
    }
    if (host.endsWith(".")) {
      return "a host in a reference cannot end with a dot; remove the dot";
    }
    if (host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[")) {
      return "an IPv6 address needs brackets; write [ADDRESS]:PORT";
    }
    try {
      RegistryHost registry = new RegistryHost(host);
      if (!RepositoryName.parse(host + "/a/b").registry().equals(registry)) {
        return "\"%s\" is not read as a registry: it has no dot and no port".formatted(host);
      }
      if (slash >= 0) {
        new RepositoryName(registry, text.substring(slash + 1));
      }
      return "";
    } catch (InvalidFormatException e) {
      return e.getMessage() + "; correct it";
    }
  }

  static boolean hasPort(String prefix) {
    return prefix.lastIndexOf(':') > prefix.lastIndexOf(']');
  }

  static boolean isSingleNameOnDockerHub(String prefix) {
    String hub = "docker.io/";
    return prefix.startsWith(hub)
        && prefix.indexOf('/', hub.length()) < 0
        && !prefix.equals("docker.io/library");
  }
}
