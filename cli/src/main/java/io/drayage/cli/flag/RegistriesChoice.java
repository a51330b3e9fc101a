package io.drayage.cli.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@code registries.conf} is applied. What is not given is up to the environment.
 *
 * @param main used instead of the standard file
 * @param strict whether ways around a block are closed
 * @param leaveOut for how long a mirror that does not answer is left out; zero for never
 */
public record RegistriesChoice(
    Optional<Path> main, Optional<Boolean> strict, Optional<Duration> leaveOut) {

  static void declare(Flags flags) {
    flags
        .text(
            "--skip-down-mirrors",
            "DURATION",
            "leave out mirrors that do not answer for this time, e.g. 5m"
                + " (default: $DRAY_SKIP_DOWN_MIRRORS, or never)")
        .toggle(
            "--strict-registries",
            "close the ways around blocks in registries.conf (default: $DRAY_STRICT_REGISTRIES)")
        .hiddenText("--registries-conf");
  }

  static RegistriesChoice read(Arguments arguments) {
    return new RegistriesChoice(
        arguments.path("--registries-conf"),
        arguments.toggle("--strict-registries"),
        arguments.duration("--skip-down-mirrors"));
  }
}
