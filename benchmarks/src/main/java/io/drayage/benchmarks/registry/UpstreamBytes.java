package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bytes of bodies docker-registry has sent, by its own count. */
final class UpstreamBytes {
  private static final Pattern SUM =
      Pattern.compile(
          "^registry_http_response_size_bytes_sum\\{[^}]*\\} ([0-9.e+]+)$", Pattern.MULTILINE);

  private UpstreamBytes() {}

  static double sent(ServedRegistry registry) throws IOException {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(registry.metricsPort()));
    try (var in = metrics.toURL().openStream()) {
      Matcher matcher = SUM.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      double sum = 0;
      while (matcher.find()) {
        sum += Double.parseDouble(matcher.group(1));
      }
      return sum;
    }
  }
}
