package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.DaemonFlags;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.inspect.ConfigView;
import io.drayage.cli.inspect.ImageReader;
import io.drayage.cli.template.Template;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.PlatformChoice;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TagListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code dray inspect}: what an image is, without copying it. */
final class InspectCommand implements Command {
  private static final String INDENT = "    ";

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public Description description() {
    return new Description(
        "Show an image's manifest or configuration without copying it",
        "IMAGE-NAME",
        List.of(
            "Of an index, the image for this platform is shown (see --override-arch); Digest is"
                + " that of the index."),
        List.of(
            "dray inspect docker://registry.example.com/tools/app:1.4",
            "dray inspect --format '{{.Name}}@{{.Digest}}' docker://registry.example.com/tools/app",
            "dray inspect --raw oci:folder:1.4"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--raw", "print the manifest, or with --config the configuration, as it is")
        .toggle("--config", "show the image's configuration")
        .text("-f, --format", "TEMPLATE", "print through a Go template")
        .toggle("-n, --no-tags", "do not list the tags of the repository")
        .text(
            "--manifest-digest",
            "sha256|sha512",
            "compute Digest by this algorithm (default: that of the image's name or index)")
        .text("--shared-blob-dir", "DIR", "where oci: layouts keep their blobs together");
    RegistryFlags.declare(flags, End.ONLY);
    DaemonFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(1, "Exactly one argument expected");
    boolean raw = arguments.isOn("--raw");
    Optional<Template> template = arguments.text("--format").map(InspectCommand::template);
    if (raw && template.isPresent()) {
      throw new UsageException("raw output does not support format option");
    }
    ImageLocation location = EndAccess.onlyImage(invocation, arguments, words.getFirst());
    Retry retry = new Retry(RetryFlags.read(arguments), invocation.err());
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY)) {
      byte[] output =
          retry.run(
              () -> {
                try (ImageSource source = location.openSource(access.context())) {
                  return output(arguments, invocation, source, template);
                }
              });
      invocation.out().writeBytes(output);
    }
    return ExitCode.SUCCESS;
  }

  private static byte[] output(
      Arguments arguments, Invocation invocation, ImageSource source, Optional<Template> template)
      throws IOException {
    boolean config = arguments.isOn("--config");
    boolean raw = arguments.isOn("--raw");
    ImageReader reader = new ImageReader(source, PlatformChoice.of(invocation.global().platform()));
    if (raw) {
      return config ? reader.config() : source.manifest().bytes();
    }
    GoValue value =
        config
            ? ConfigView.of(reader.config())
            : reader
                .view(
                    repository(source),
                    tags(source, arguments.isOn("--no-tags")),
                    arguments.text("--manifest-digest").map(InspectCommand::algorithm))
                .value();
    String text =
        template
            .map(format -> format.execute(value))
            .orElseGet(() -> GoJson.indented(value, INDENT) + "\n");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String repository(ImageSource source) {
    return source
        .location()
        .dockerReference()
        .map(reference -> reference.repository().toString())
        .orElse("");
  }

  private static List<String> tags(ImageSource source, boolean leaveOut) throws IOException {
    if (leaveOut || !(source.location() instanceof DockerLocation)) {
      return List.of();
    }
    Optional<TagListing> listing = source.as(TagListing.class);
    return listing.isPresent() ? listing.get().tags() : List.of();
  }

  private static DigestAlgorithm algorithm(String label) {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (algorithm.label().equals(label)) {
        return algorithm;
      }
    }
    throw new UsageException(
        "--manifest-digest %s is not known: choose sha256 or sha512".formatted(label));
  }

  private static Template template(String text) {
    if (text.startsWith("table ")) {
      throw new UsageException("--format: tables are not supported, there is only one image");
    }
    // A shell's single quotes keep backslashes; podman's tools take them for what they mean, and
    // put a line break behind a template that has none.
    String unescaped = text.replace("\\n", "\n").replace("\\t", "\t");
    return Template.parse(unescaped.endsWith("\n") ? unescaped : unescaped + "\n");
  }
}
