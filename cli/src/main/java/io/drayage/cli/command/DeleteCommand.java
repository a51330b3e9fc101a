package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.ResourceKind;
import io.drayage.cli.service.ServiceFlags;
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
        "Delete an image from a registry, or a resource of a service",
        "IMAGE-NAME|KIND NAME",
        List.of(
            "The manifest that the name stands for is deleted, and with it every other tag of the"
                + " repository that names the same manifest. Blobs go when the registry collects"
                + " its garbage.",
            "Two words name a resource of a service, see dray-get(1)."),
        List.of(
            "dray delete docker://registry.example.com/tools/app:0.9",
            "dray delete sync base-images"));
  }

  @Override
  public void declare(Flags flags) {
    flags.hiddenText("--shared-blob-dir").hiddenText("--daemon-host");
    RegistryFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    if (arguments.positionals().size() == 2) {
      return deleteResource(arguments, invocation);
    }
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

  private static int deleteResource(Arguments arguments, Invocation invocation) throws IOException {
    ResourceKind kind = ResourceKind.of(arguments.positionals().getFirst());
    String name = arguments.positionals().getLast();
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          service.delete(kind.path(name));
          invocation.out().println(kind.singular() + "/" + name + " deleted");
          return ExitCode.SUCCESS;
        });
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
