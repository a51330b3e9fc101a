package io.drayage.cli.command;

import io.drayage.cli.Terminal;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.progress.BarScreen;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.PlainScreen;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.progress.SilentScreen;

/** The flags {@code --quiet} and {@code --output}, and the screen that suits them. */
final class Screens {
  private Screens() {}

  static void declare(Flags flags) {
    flags
        .toggle("-q, --quiet", "print nothing but failures")
        .text("--output", "text|json", "print one JSON document when done, instead of progress");
  }

  /** Whether a program reads the output. */
  static boolean wantsJson(Arguments arguments) {
    return switch (arguments.text("--output").orElse("text")) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new UsageException("--output must be text or json");
    };
  }

  static Screen open(Arguments arguments, Invocation invocation, Detail detail) {
    Terminal terminal = invocation.surroundings().terminal();
    if (arguments.isOn("--quiet") || wantsJson(arguments)) {
      return new SilentScreen();
    }
    return terminal.isInteractive()
        ? BarScreen.open(invocation.out(), detail, terminal.columns())
        : new PlainScreen(invocation.out(), detail, System::nanoTime);
  }
}
