package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.tree.TreePainter;
import io.drayage.cli.tree.TreeViews;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dray image tree}: the layers of an image, and what is built on it. */
final class ImageTreeCommand implements Command {
  @Override
  public String name() {
    return "image tree";
  }

  @Override
  public Description description() {
    return new Description(
        "Show the layers of an image, or what is built on it",
        "docker://IMAGE",
        List.of(
            "At a registry of Drayage's own, each layer is shown with the tags of the images that"
                + " end with it, in all repositories that you may pull from, and the image with the"
                + " one that it was built on. Other registries tell the layers alone.",
            "With --whatrequires, which only a registry of Drayage's own can answer, the tree goes"
                + " upwards: every image that is built on this one.",
            "The ID of a layer is that of its blob. Of an index all platforms are shown unless"
                + " --platform chooses one."),
        List.of(
            "dray image tree docker://registry.example.com/tools/app:1.4",
            "dray image tree --whatrequires docker://registry.example.com/base/debian:12",
            "dray image tree --platform linux/arm64 --format json"
                + " docker://registry.example.com/tools/app"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--whatrequires", "show the images that are built on this one")
        .text("--platform", "OS/ARCH[/VARIANT]", "of an index, the image for this platform")
        .text("--format", "text|json", "print for people, or a JSON document");
    RegistryFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    String name = arguments.exactly(1, "Exactly one image expected: docker://IMAGE").getFirst();
    ImageLocation location = ImageNames.parse(name);
    if (!(location instanceof DockerLocation)) {
      throw new UsageException(
          "image tree works on registries: write docker://… instead of %s:…"
              .formatted(location.transport().name()));
    }
    boolean json = isJson(arguments);
    boolean upwards = arguments.isOn("--whatrequires");
    Optional<Platform> platform = arguments.text("--platform").map(ImageTreeCommand::platform);
    Retry retry = new Retry(RetryFlags.read(arguments), invocation.err());
    TreeReading.Answer answer;
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY)) {
      answer =
          retry.run(
              () -> {
                try (ImageSource source = location.openSource(access.context())) {
                  TreeReading reading = new TreeReading(source, platform);
                  return upwards ? reading.dependents() : reading.tree();
                }
              });
    }
    if (!answer.complete()) {
      invocation
          .err()
          .println("dray: warning: the registry is still entering images into its graph");
    }
    if (json) {
      invocation.out().println(GoJson.indented(view(answer), "  "));
    } else {
      paint(answer, invocation).forEach(invocation.out()::println);
    }
    return ExitCode.SUCCESS;
  }

  private static boolean isJson(Arguments arguments) {
    String format = arguments.text("--format").orElse("text");
    if (!format.equals("json") && !format.equals("text")) {
      throw new UsageException("--format %s is not known: choose text or json".formatted(format));
    }
    return format.equals("json");
  }

  private static Platform platform(String text) {
    try {
      return Platform.parse(text);
    } catch (InvalidFormatException e) {
      UsageException complaint = new UsageException("--platform: " + e.getMessage());
      complaint.initCause(e);
      throw complaint;
    }
  }

  private static List<String> paint(TreeReading.Answer answer, Invocation invocation) {
    var terminal = invocation.surroundings().terminal();
    TreePainter painter =
        new TreePainter(terminal.isInteractive() ? terminal.columns() : Integer.MAX_VALUE);
    if (answer.dependents().isPresent()) {
      painter.dependents(answer.images().getFirst(), answer.dependents().get());
    } else {
      answer.images().forEach(painter::image);
    }
    return painter.lines();
  }

  private static Struct view(TreeReading.Answer answer) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("repository", new Text(answer.repository().toString())));
    fields.add(Field.of("digest", new Text(answer.digest().toString())));
    fields.add(Field.of("complete", new Bool(answer.complete())));
    fields.add(
        Field.of(
            "images",
            new Sequence(
                answer.images().stream()
                    .<io.drayage.cli.go.GoValue>map(TreeViews::image)
                    .toList())));
    answer
        .dependents()
        .ifPresent(
            dependents ->
                fields.add(
                    Field.of(
                        "requiredBy",
                        new Sequence(dependents.stream().map(TreeViews::dependent).toList()))));
    return new Struct(fields);
  }
}
