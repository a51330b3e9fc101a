package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestTypes;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code dray manifest-digest}: the digest by which a registry would know a manifest. */
final class ManifestDigestCommand implements Command {
  @Override
  public String name() {
    return "manifest-digest";
  }

  @Override
  public Description description() {
    return new Description(
        "Compute the digest of a manifest in a file",
        "MANIFEST-FILE",
        List.of(),
        List.of("dray manifest-digest manifest.json"));
  }

  @Override
  public void declare(Flags flags) {}

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(1, "Usage: dray manifest-digest MANIFEST-FILE");
    Path file = Path.of(words.getFirst());
    if (Files.size(file) > RawManifest.MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "%s has %d bytes; a manifest has at most %d"
              .formatted(file, Files.size(file), RawManifest.MAXIMUM_SIZE));
    }
    invocation.out().println(ManifestTypes.digestOf(Files.readAllBytes(file)));
    return ExitCode.SUCCESS;
  }
}
