package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.transport.Deletion;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import java.io.IOException;
import java.util.List;

/** {@code dray delete}: marks an image for deletion in its registry. */
final class DeleteCommand implements Command {
  @Override
  public String name() {
    return "delete";
  }

  @Override
  public Description description() {
    return new Description(
        "Delete an image from a registry",
        "IMAGE-NAME",
        List.of(
            "The manifest that the name stands for is deleted, and with it every other tag of the"
                + " repository that names the same manifest. Blobs go when the registry collects"
                + " its garbage."),
        List.of("dray delete docker://registry.example.com/tools/app:0.9"));
  }

  @Override
  public void declare(Flags flags) {
    flags.hiddenText("--shared-blob-dir").hiddenText("--daemon-host");
    RegistryFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(1, "Exactly one argument expected");
    ImageLocation location = ImageNames.parse(words.getFirst());
    Retry retry = new Retry(RetryFlags.read(arguments), invocation.err());
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY)) {
      return retry.run(
          () -> {
            try (ImageDestination destination = location.openDestination(access.context())) {
              deletion(destination).delete();
              return ExitCode.SUCCESS;
            }
          });
    }
  }

  private static Deletion deletion(ImageDestination destination) {
    return destination
        .as(Deletion.class)
        .orElseThrow(
            () ->
                new UsageException(
                    "Deleting images is not implemented for %s: images"
                        .formatted(destination.location().transport().name())));
  }
}
