package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The real skopeo, working on {@code dir:} layouts below one folder. */
final class Skopeo {
  private final Path folder;

  /** Skips the test where there is no skopeo, except in CI, where that is a failure. */
  Skopeo(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    boolean installed;
    try {
      installed = run("--version").startsWith("skopeo version");
    } catch (IOException e) {
      installed = false;
    }
    boolean required = System.getenv("CI") != null;
    Assumptions.assumeTrue(installed || required, "skopeo is not installed");
    assertThat(installed).as("skopeo is installed in CI").isTrue();
  }

  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("skopeo"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
    return text;
  }

  /** Copies from one layout to another with some more flags. */
  void copy(String from, String to, String... flags) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--insecure-policy", "copy", "--quiet"));
    arguments.addAll(List.of(flags));
    arguments.add("dir:" + folder.resolve(from));
    arguments.add("dir:" + folder.resolve(to));
    run(arguments.toArray(String[]::new));
  }

  String manifestDigest(String layout) throws IOException, InterruptedException {
    return run("manifest-digest", folder.resolve(layout).resolve("manifest.json").toString())
        .strip();
  }

  void write(String layout, byte[] manifest, Map<String, byte[]> blobs) throws IOException {
    Path target = Files.createDirectories(folder.resolve(layout));
    Files.writeString(target.resolve("version"), "Directory Transport Version: 1.1\n");
    Files.write(target.resolve("manifest.json"), manifest);
    for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
      Files.write(target.resolve(blob.getKey()), blob.getValue());
    }
  }

  byte[] read(String layout, String file) throws IOException {
    return Files.readAllBytes(folder.resolve(layout).resolve(file));
  }

  String text(String layout, String file) throws IOException {
    return new String(read(layout, file), StandardCharsets.UTF_8);
  }

  Manifest manifest(String layout) throws IOException {
    byte[] bytes = read(layout, "manifest.json");
    return RawManifest.of(bytes, ManifestTypes.guess(bytes).orElseThrow()).parse();
  }
}
