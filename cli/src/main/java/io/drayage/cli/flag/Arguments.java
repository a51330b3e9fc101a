package io.drayage.cli.flag;

import io.drayage.cli.go.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What was written on the command line: flags of the command and, in front of it or behind, global
 * ones. Flags are named with their dashes. Immutable.
 */
public final class Arguments {
  private final ParseResult global;
  private final ParseResult command;

  public Arguments(ParseResult global, ParseResult command) {
    this.global = global;
    this.command = command;
  }

  /** The arguments without a name, in order. */
  public List<String> positionals() {
    return List.copyOf(command.matchedPositionalValue(0, List.<String>of()));
  }

  /**
   * The arguments without a name.
   *
   * @throws UsageException with this message when there are fewer or more than {@code count}
   */
  public List<String> exactly(int count, String message) {
    List<String> positionals = positionals();
    if (positionals.size() != count) {
      throw new UsageException(message);
    }
    return positionals;
  }

  /** Whether the flag was given, whatever its value. */
  public boolean has(String flag) {
    return find(flag) != null;
  }

  public Optional<String> text(String flag) {
    OptionSpec option = find(flag);
    return option == null ? Optional.empty() : Optional.ofNullable(option.getValue());
  }

  public List<String> texts(String flag) {
    OptionSpec option = find(flag);
    if (option == null) {
      return List.of();
    }
    List<String> values = option.getValue();
    return List.copyOf(values);
  }

  /** Whether a toggle is on. */
  public boolean isOn(String flag) {
    return toggle(flag).orElse(false);
  }

  /** A toggle's value, or nothing when it was not given. */
  public Optional<Boolean> toggle(String flag) {
    OptionSpec option = find(flag);
    return option == null ? Optional.empty() : Optional.ofNullable(option.getValue());
  }

  public Optional<Path> path(String flag) {
    return text(flag).filter(text -> !text.isEmpty()).map(Path::of);
  }

  /**
   * A whole number.
   *
   * @throws UsageException when it is none, or less than {@code minimum}
   */
  public OptionalInt whole(String flag, int minimum) {
    Optional<String> text = text(flag);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= minimum) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      throw invalid(flag, text.get(), "expected a whole number", e);
    }
    throw invalid(flag, text.get(), "must be at least " + minimum, null);
  }

  /**
   * A duration as Go writes it, like {@code 1m30s}.
   *
   * @throws UsageException when it has another form
   */
  public Optional<Duration> duration(String flag) {
    Optional<String> text = text(flag);
    try {
      return text.map(GoDuration::parse);
    } catch (IllegalArgumentException e) {
      throw invalid(flag, text.orElse(""), String.valueOf(e.getMessage()), e);
    }
  }

  /** A complaint about a flag's value. */
  static UsageException invalid(
      String flag, String value, String reason, @Nullable Throwable cause) {
    UsageException complaint =
        new UsageException("invalid argument \"%s\" for \"%s\": %s".formatted(value, flag, reason));
    if (cause != null) {
      complaint.initCause(cause);
    }
    return complaint;
  }

  private @Nullable OptionSpec find(String flag) {
    OptionSpec own = command.matchedOption(flag);
    return own != null ? own : global.matchedOption(flag);
  }
}
