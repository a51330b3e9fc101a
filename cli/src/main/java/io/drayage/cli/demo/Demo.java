package io.drayage.cli.demo;

import io.drayage.cli.CommandRunner;
import io.drayage.cli.ExitCode;
import io.drayage.cli.Surroundings;
import io.drayage.image.Credential;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tour: publish an image upstream, mirror it, and read it through a {@code registries.conf}
 * that knows the mirror and blocks another registry. Every step is checked; the exit code tells
 * whether all of them went as announced.
 */
public final class Demo {
  private final Surroundings surroundings;
  private final CommandRunner commands;
  private final PrintStream out;
  private final DemoRegistry upstream;
  private final DemoRegistry mirror;
  private boolean asAnnounced = true;

  private Demo(
      Surroundings surroundings,
      CommandRunner commands,
      DemoRegistry upstream,
      DemoRegistry mirror) {
    this.surroundings = surroundings;
    this.commands = commands;
    this.out = surroundings.out();
    this.upstream = upstream;
    this.mirror = mirror;
  }

  /** Shows everything, and returns the exit code. */
  public static int run(Surroundings surroundings, CommandRunner commands) throws IOException {
    Path folder = Files.createTempDirectory("dray-demo-");
    try (DemoRegistry upstream = DemoRegistry.start();
        DemoRegistry mirror = DemoRegistry.start()) {
      Demo demo = new Demo(isolated(surroundings, folder), commands, upstream, mirror);
      Path configuration = writeConfiguration(folder, mirror);
      Path layout = folder.resolve("hello");
      writeImage(folder, layout, DemoImage.BASE_SIZE);
      demo.show(configuration, layout);
      return demo.end();
    } finally {
      delete(folder);
    }
  }

  /** The user's own configuration must not change what the demo shows. */
  static Surroundings isolated(Surroundings surroundings, Path folder) {
    return new Surroundings(
        new ConfigEnvironment(Map.of(), folder, 0, folder),
        surroundings.host(),
        surroundings.terminal(),
        surroundings.in(),
        surroundings.out(),
        surroundings.err());
  }

  private int end() {
    out.println();
    out.println(
        asAnnounced
            ? "That is the main job: copy, mirror, inspect, by one registries.conf."
            : "Something did not go as announced; see above.");
    return asAnnounced ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }

  private void show(Path configuration, Path layout) {
    String image = upstream.authority() + "/library/hello:1.0";
    String mirrored = mirror.authority() + "/library";
    String insecure = "--dest-tls-verify=false";

    heading(
        "Two registries run on this machine: upstream on %s, a mirror on %s."
            .formatted(upstream.authority(), mirror.authority()));
    heading("Publish an image for two architectures upstream.");
    dray(
        ExitCode.SUCCESS,
        "copy",
        "--all",
        insecure,
        "oci:%s:1.0".formatted(layout),
        "docker://" + image);

    heading("Mirror the repository. A dry run shows the plan and writes nothing.");
    String[] sync = {
      "sync",
      "--all",
      "--src",
      "docker",
      "--dest",
      "docker",
      "--src-tls-verify=false",
      insecure,
      upstream.authority() + "/library/hello",
      mirrored
    };
    dray(ExitCode.SUCCESS, with(sync, "--dry-run"));
    dray(ExitCode.SUCCESS, sync);

    heading("The same again: one HEAD on each side tells that nothing has changed.");
    int before = mirror.requests();
    dray(ExitCode.SUCCESS, sync);
    out.println("(%d requests at the mirror)".formatted(mirror.requests() - before));

    heading("This registries.conf knows the mirror, and blocks another registry:");
    print(configuration);
    heading("Nobody can reach registry.example.com from here; the mirror answers for it.");
    int upstreamBefore = upstream.requests();
    String conf = "--registries-conf";
    dray(
        ExitCode.SUCCESS,
        conf,
        configuration.toString(),
        "inspect",
        "--no-tags",
        "--format",
        "{{.Name}} for {{.Os}}/{{.Architecture}}: {{.Digest}}",
        "docker://registry.example.com/library/hello:1.0");
    check(upstream.requests() == upstreamBefore, "upstream was asked although there is a mirror");

    heading("What is blocked is refused before anything is sent.");
    dray(
        ExitCode.FAILURE,
        conf,
        configuration.toString(),
        "copy",
        "docker://untrusted.example.com/library/hello:1.0",
        "dir:" + layout + "-untrusted");
  }

  private static String[] with(String[] words, String flag) {
    return Stream.concat(Stream.of(words[0], flag), Stream.of(words).skip(1))
        .toArray(String[]::new);
  }

  private void heading(String text) {
    out.println();
    out.println("# " + text);
  }

  /** Runs a command as a user would, and checks how it ends. */
  private void dray(int expected, String... words) {
    out.println("$ dray " + String.join(" ", Stream.of(words).map(Demo::quote).toList()));
    out.flush();
    int code = commands.run(surroundings, words);
    surroundings.err().flush();
    if (code != ExitCode.SUCCESS) {
      out.println("(exit code %d)".formatted(code));
    }
    check(code == expected, "the exit code should be %d".formatted(expected));
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      asAnnounced = false;
      out.println("UNEXPECTED: " + otherwise);
    }
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=@,-]+") ? word : "'" + word + "'";
  }

  private void print(Path file) {
    try {
      Files.readAllLines(file).forEach(line -> out.println("    " + line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path writeConfiguration(Path folder, DemoRegistry mirror) throws IOException {
    return Files.writeString(
        folder.resolve("registries.conf"),
        """
        [[registry]]
        location = "registry.example.com"

        [[registry.mirror]]
        location = "%s"
        insecure = true

        [[registry]]
        location = "untrusted.example.com"
        blocked = true
        """
            .formatted(mirror.authority()));
  }

  static void writeImage(Path folder, Path layout, int baseSize) throws IOException {
    RegistryRouting nowhere =
        RegistryRouting.direct(TlsSettings.verified(), new Credential.Anonymous());
    try (RegistryAccess registries =
            RegistryAccess.open(nowhere, RegistryClientOptions.standard());
        ImageDestination destination =
            OciTransport.INSTANCE
                .parse(layout + ":1.0")
                .openDestination(new TransportContext(registries, folder, Optional.empty()))) {
      DemoImage.write(destination, baseSize);
    }
  }

  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
