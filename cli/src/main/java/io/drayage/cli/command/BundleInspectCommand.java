package io.drayage.cli.command;

import io.drayage.bundle.BundleListing;
import io.drayage.bundle.BundledImage;
import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Sizes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code dray bundle inspect}: what is in a bundle, by one of its parts. */
final class BundleInspectCommand implements Command {
  @Override
  public String name() {
    return "bundle inspect";
  }

  @Override
  public Description description() {
    return new Description(
        "Show what is in a bundle",
        "PART",
        List.of("Any part of the bundle tells it; no other one is read."),
        List.of("dray bundle inspect images.tar", "dray bundle inspect --output json images.tar"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--raw", "print the list of contents as it is, for --have of a later bundle")
        .text("--output", "text|json", "print for people, or a JSON document");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("The name of a part of the bundle is missing");
    }
    Path part =
        Path.of(
            arguments.exactly(1, "Exactly one argument expected: a part of the bundle").getFirst());
    if (arguments.isOn("--raw")) {
      invocation.out().writeBytes(BundleListing.document(part));
      return ExitCode.SUCCESS;
    }
    BundleListing listing = BundleListing.read(part);
    PrintStream out = invocation.out();
    if (Screens.wantsJson(arguments)) {
      out.println(GoJson.indented(BundleViews.of(listing.bundle(), listing.contents()), "  "));
      return ExitCode.SUCCESS;
    }
    out.println("Bundle " + listing.bundle());
    for (BundledImage image : listing.contents().images()) {
      out.println(
          "Image %s@%s, %s"
              .formatted(
                  image.name(), image.manifest().digest(), Sizes.bytes(listing.size(image))));
    }
    int number = 0;
    for (var each : listing.contents().parts()) {
      number++;
      out.println(
          "Part %d of %d, %s"
              .formatted(number, listing.contents().parts().size(), Sizes.bytes(each.size())));
    }
    for (var base : listing.contents().buildsOn()) {
      out.println("Builds on " + base);
    }
    return ExitCode.SUCCESS;
  }
}
