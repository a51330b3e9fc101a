package io.drayage.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings of a registry that caches others on loopback under well-known names. */
record Upstreams(List<String> tables) {

  static Upstreams none() {
    return new Upstreams(List.of());
  }

  /** Lets a registry on loopback stand for {@code docker.io} or another one. */
  Upstreams with(String prefix, String authority) {
    return withTable(
        """
        [[registry]]
        prefix = "%s"
        location = "%s"
        insecure = true
        """
            .formatted(prefix, authority));
  }

  Upstreams withTable(String table) {
    List<String> more = new ArrayList<>(tables);
    more.add(table);
    return new Upstreams(more);
  }

  /** The settings, with a file of tables in a folder. */
  List<String> settings(Path folder, String... others) throws IOException {
    Path file = folder.resolve("registries.conf");
    Files.writeString(file, String.join("\n", tables));
    List<String> settings = new ArrayList<>();
    settings.add("--drayage.storage.upstreams.allowed=docker.io,quay.io/team/**");
    settings.add("--drayage.storage.upstreams.registries-conf=" + file);
    settings.addAll(List.of(others));
    return settings;
  }
}
