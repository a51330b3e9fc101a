package io.drayage.sidebyside;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a tool has at one moment: files of its folder, and tags, each with a digest. */
record Snapshot(Map<String, String> entries) {
  /** Of these, the same content may be written in several ways. */
  private static final List<String> FREE_JSON =
      List.of("index.json", "oci-layout", "auth.json", "config.json");

  /** What each tool remembers for itself, in a form of its own. */
  private static final List<String> OWN_MEMORY = List.of("home/.cache/", "home/.gnupg/");

  Snapshot {
    entries = Map.copyOf(entries);
  }

  static Snapshot of(Path folder, Map<String, String> tags) throws IOException {
    Map<String, String> entries = new TreeMap<>(tags);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (OWN_MEMORY.stream().anyMatch(name::startsWith)) {
          continue;
        }
        if (name.endsWith(".tar")) {
          TarListing.of(file).forEach((entry, digest) -> entries.put(name + "!" + entry, digest));
        } else {
          entries.put(name, digest(name, Files.readAllBytes(file)));
        }
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
    return new Snapshot(entries);
  }

  static String digest(String name, byte[] content) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    byte[] compared =
        FREE_JSON.contains(last)
            ? CanonicalJson.of(content).getBytes(StandardCharsets.UTF_8)
            : content;
    return Digest.of(compared).hex().substring(0, 12);
  }

  /** What is new, other or gone, a line each. */
  List<String> since(Snapshot before) {
    List<String> changes = new ArrayList<>();
    new TreeMap<>(entries)
        .forEach(
            (name, digest) -> {
              String old = before.entries.get(name);
              if (old == null) {
                changes.add("+ " + name + " " + digest);
              } else if (!old.equals(digest)) {
                changes.add("~ " + name + " " + digest);
              }
            });
    for (String name : new TreeMap<>(before.entries).keySet()) {
      if (!entries.containsKey(name)) {
        changes.add("- " + name);
      }
    }
    return changes;
  }
}
