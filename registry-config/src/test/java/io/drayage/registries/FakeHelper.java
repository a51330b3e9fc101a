package io.drayage.registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A credential helper as a shell script: keeps each answer in a file that is named like its
 * registry and writes down every call.
 */
final class FakeHelper {
  private final Path folder;
  private final String name;

  private FakeHelper(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Installs a helper in a folder that is to be in the PATH. */
  static FakeHelper install(Path folder, String name) throws IOException {
    var helper = new FakeHelper(folder, name);
    Files.createDirectories(helper.data());
    helper.script(
        """
        data='%s'
        input=$(cat)
        echo "$1 $input" >> "$data/calls"
        case $1 in
          get) cat "$data/answer-$input" 2>/dev/null && exit 0 ;;
          store) exit 0 ;;
          erase) rm "$data/answer-$input" 2>/dev/null && exit 0 ;;
          list) printf '{'; sep=''; for f in "$data"/answer-*; do
            [ -e "$f" ] && printf '%%s"%%s":"user"' "$sep" "${f##*answer-}" && sep=','; done; printf '}'; exit 0 ;;
        esac
        echo 'credentials not found in native keychain'
        exit 1
        """
            .formatted(helper.data()));
    return helper;
  }

  /** Replaces what the helper does. */
  void script(String body) throws IOException {
    Path file = folder.resolve("docker-credential-" + name);
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void knows(String registry, String username, String secret) throws IOException {
    Files.writeString(
        data().resolve("answer-" + registry),
        "{\"ServerURL\":\"%s\",\"Username\":\"%s\",\"Secret\":\"%s\"}"
            .formatted(registry, username, secret));
  }

  List<String> calls() throws IOException {
    Path calls = data().resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Path data() {
    return folder.resolve(name + "-data");
  }
}
