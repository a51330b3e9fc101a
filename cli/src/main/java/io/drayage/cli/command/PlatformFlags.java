package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.platform.PlatformFolder;
import io.drayage.registries.ConfigEnvironment;
import java.nio.file.Path;
import java.util.Optional;

/** The flag {@code --data}, which says which platform of this machine is meant. */
final class PlatformFlags {
  private PlatformFlags() {}

  static void declare(Flags flags) {
    flags.text(
        "--data",
        "FOLDER",
        "where everything is kept (default ~/.local/share/dray, and /var/lib/dray for root)");
  }

  static PlatformFolder folder(Arguments arguments, Invocation invocation) {
    Optional<String> named = arguments.text("--data");
    if (named.isPresent()) {
      if (named.get().isEmpty()) {
        throw new UsageException("--data must name a folder");
      }
      return new PlatformFolder(Path.of(named.get()));
    }
    ConfigEnvironment user = invocation.surroundings().configuration();
    return PlatformFolder.standard(user.variables(), user.home(), user.uid());
  }

  static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new UsageException("--port must be a number from 0 to 65535");
    }
    return Integer.parseInt(text);
  }
}
