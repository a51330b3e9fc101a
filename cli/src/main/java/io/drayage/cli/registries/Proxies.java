package io.drayage.cli.registries;

import io.drayage.cli.flag.UsageException;
import io.drayage.registry.ProxySettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the variables that name HTTP proxies: {@code HTTPS_PROXY}, {@code NO_PROXY} … */
public final class Proxies {
  private Proxies() {}

  /** The proxies that the variables name, in upper or lower case. */
  public static ProxySettings of(Map<String, String> variables) {
    return new ProxySettings(
        proxy(variables, "HTTP_PROXY"),
        proxy(variables, "HTTPS_PROXY"),
        variable(variables, "NO_PROXY")
            .map(
                text ->
                    List.of(text.split(",", -1)).stream()
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList())
            .orElse(List.of()));
  }

  private static Optional<URI> proxy(Map<String, String> variables, String name) {
    return variable(variables, name).map(text -> uri(name, text));
  }

  private static URI uri(String name, String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      UsageException complaint =
          new UsageException("%s is not an address of a proxy: %s".formatted(name, e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    }
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    String lower = variables.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    String value = lower.isEmpty() ? variables.getOrDefault(name, "") : lower;
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
