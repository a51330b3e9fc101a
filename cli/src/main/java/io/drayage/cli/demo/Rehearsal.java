package io.drayage.cli.demo;

import io.drayage.cli.CommandRunner;
import io.drayage.cli.ExitCode;
import io.drayage.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs real commands against a registry of its own, so that a JVM that records what is loaded (JEP
 * 483) sees what users will need.
 */
public final class Rehearsal {
  private final Surroundings surroundings;
  private final CommandRunner commands;

  /** In bytes. */
  private static final int LARGE = 12 * 1024 * 1024;

  private Rehearsal(Surroundings surroundings, CommandRunner commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  /**
   * Runs everything once.
   *
   * @throws IllegalStateException when a command fails: what was recorded would be of little use
   */
  public static void run(Surroundings surroundings, CommandRunner commands) throws IOException {
    Path folder = Files.createTempDirectory("dray-rehearsal-");
    try (DemoRegistry registry = DemoRegistry.start()) {
      Path layout = folder.resolve("hello");
      Demo.writeImage(folder, layout, DemoImage.BASE_SIZE);
      writeConfiguration(folder);
      Rehearsal rehearsal = new Rehearsal(Demo.isolated(surroundings, folder), commands);
      rehearsal.run(registry, folder, layout);
      Path large = folder.resolve("large");
      Demo.writeImage(folder, large, LARGE);
      rehearsal.moveMuch(registry, large);
    } finally {
      Demo.delete(folder);
    }
    if (Demo.run(surroundings, commands) != ExitCode.SUCCESS) {
      throw new IllegalStateException("the demo failed");
    }
  }

  /** What a distribution usually ships, so that reading it is rehearsed, too. */
  private static void writeConfiguration(Path folder) throws IOException {
    Path containers = Files.createDirectories(folder.resolve("etc/containers/registries.conf.d"));
    Files.writeString(
        containers.resolveSibling("registries.conf"),
        """
        # A comment.
        unqualified-search-registries = ["docker.io", "quay.io"]
        short-name-mode = "permissive"
        """);
    Files.writeString(
        containers.resolveSibling("policy.json"),
        """
        {
          "default": [{"type": "insecureAcceptAnything"}],
          "transports": {"docker": {"registry.example.com": [{"type": "reject"}]}}
        }
        """);
    Files.writeString(
        containers.resolve("shortnames.conf"),
        """
        [aliases]
          # almalinux
          "almalinux" = "docker.io/library/almalinux"
          "fedora" = "registry.fedoraproject.org/fedora"
        """);
  }

  private void run(DemoRegistry registry, Path folder, Path layout) {
    String repository = registry.authority() + "/library/hello";
    String image = "docker://" + repository + ":1.0";
    Path auth = folder.resolve("auth.json");
    expect(ExitCode.SUCCESS, "--help");
    expect(ExitCode.SUCCESS, "copy", "--help");
    expect(
        ExitCode.SUCCESS, "copy", "-a", "--dest-tls-verify=false", "oci:" + layout + ":1.0", image);
    expect(ExitCode.SUCCESS, "inspect", "--tls-verify=false", image);
    expect(ExitCode.SUCCESS, "inspect", "--raw", "--tls-verify=false", image);
    expect(ExitCode.SUCCESS, "inspect", "--config", "--tls-verify=false", image);
    expect(ExitCode.SUCCESS, "inspect", "--format", "{{.Digest}}", "--tls-verify=false", image);
    expect(ExitCode.SUCCESS, "list-tags", "--tls-verify=false", "docker://" + repository);
    expect(
        ExitCode.SUCCESS, "copy", "--src-tls-verify=false", image, "dir:" + folder.resolve("dir"));
    Path dir = folder.resolve("dir");
    expect(ExitCode.SUCCESS, "inspect", "dir:" + dir);
    expect(ExitCode.SUCCESS, "inspect", "--config", "oci:" + layout + ":1.0");
    expect(ExitCode.SUCCESS, "manifest-digest", dir.resolve("manifest.json").toString());
    expect(ExitCode.SUCCESS, "completion", "bash");
    expect(
        ExitCode.SUCCESS,
        "login",
        "--authfile",
        auth.toString(),
        "--tls-verify=false",
        "-u",
        "a",
        "-p",
        "b",
        registry.authority());
    expect(ExitCode.SUCCESS, "logout", "--authfile", auth.toString(), registry.authority());
    expect(ExitCode.INPUT_NOT_FOUND, "inspect", "--tls-verify=false", image + "-missing");
    expect(ExitCode.FAILURE, "inspect", "--no-such-flag");
    expect(ExitCode.SUCCESS, "delete", "--tls-verify=false", image);
  }

  /** So much that the loops which move bytes are recorded as the hot ones that they are. */
  private void moveMuch(DemoRegistry registry, Path layout) throws IOException {
    String from = "docker://" + registry.authority() + "/library/large:1.0";
    expect(ExitCode.SUCCESS, "copy", "--dest-tls-verify=false", "oci:" + layout + ":1.0", from);
    for (int i = 0; i < 4; i++) {
      try (DemoRegistry other = DemoRegistry.start()) {
        for (String name : List.of("/a:1", "/a:1", "/b:1")) {
          expect(
              ExitCode.SUCCESS,
              "copy",
              "--src-tls-verify=false",
              "--dest-tls-verify=false",
              from,
              "docker://" + other.authority() + name);
        }
      }
    }
  }

  private void expect(int expected, String... words) {
    int code = commands.run(surroundings, words);
    if (code != expected) {
      throw new IllegalStateException(
          "dray %s ended with %d, not %d".formatted(String.join(" ", words), code, expected));
    }
  }
}
