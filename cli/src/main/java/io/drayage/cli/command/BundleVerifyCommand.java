package io.drayage.cli.command;

import io.drayage.bundle.BundleKey;
import io.drayage.bundle.BundleVerification;
import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.progress.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code dray bundle verify}: is it complete and undamaged? Contacts nobody. */
final class BundleVerifyCommand implements Command {
  @Override
  public String name() {
    return "bundle verify";
  }

  @Override
  public Description description() {
    return new Description(
        "Check that the parts of a bundle are complete and undamaged",
        "PART…",
        List.of(
            "Every byte is read and compared with the list of contents, nobody is contacted. Parts"
                + " that are there are verified although others are missing; then the exit code is"
                + " 1."),
        List.of(
            "dray bundle verify images.tar",
            "dray bundle verify /mnt/usb/images.part-2-of-3.tar",
            "dray bundle verify --public-key carrier.pub images.tar"));
  }

  @Override
  public void declare(Flags flags) {
    BundleKeys.declareChecking(flags);
    Screens.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<Path> places = arguments.positionals().stream().map(Path::of).toList();
    if (places.isEmpty()) {
      throw new UsageException("The name of a part of the bundle is missing");
    }
    Optional<BundleKey> key = BundleKeys.required(arguments);
    BundleVerification.Result result;
    try (Screen screen = Screens.open(arguments, invocation, Detail.IMAGES)) {
      result =
          BundleVerification.of(places, key).verify(Runtime.getRuntime().availableProcessors());
      key.ifPresent(signed -> screen.line("The list of contents is signed by " + signed.name()));
      tell(result, screen);
    } catch (InterruptedException e) {
      throw Cancelled.by(e, "interrupted");
    }
    if (Screens.wantsJson(arguments)) {
      invocation.out().println(GoJson.indented(BundleViews.of(result), "  "));
    }
    if (!result.isComplete()) {
      invocation
          .err()
          .println(
              "dray: parts %s of %d of the bundle %s are missing"
                  .formatted(result.missing(), result.contents().parts().size(), result.bundle()));
      return ExitCode.FAILURE;
    }
    return ExitCode.SUCCESS;
  }

  private static void tell(BundleVerification.Result result, Screen screen) {
    int count = result.contents().parts().size();
    for (int number : result.verified()) {
      screen.line(
          "Part %d of %d is undamaged, %s"
              .formatted(
                  number, count, Sizes.bytes(result.contents().parts().get(number - 1).size())));
    }
    if (result.isComplete()) {
      screen.line(
          "Bundle %s is complete: %d images"
              .formatted(result.bundle(), result.contents().images().size()));
    }
  }
}
