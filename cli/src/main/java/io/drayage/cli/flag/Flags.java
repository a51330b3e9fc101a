package io.drayage.cli.flag;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declares the flags of one command. Not thread-safe. */
public final class Flags {
  private final CommandSpec spec;
  private final Purpose purpose;

  /** What the declaration is for. */
  public enum Purpose {
    /** To read a command line: toggles may have a value. */
    READING,
    /** To be shown in help, manual and completion: toggles look as they are usually written. */
    SHOWING
  }

  public Flags(CommandSpec spec, Purpose purpose) {
    this.spec = spec;
    this.purpose = purpose;
  }

  /** A flag with a text; given twice, the last one counts. */
  public Flags text(String names, String label, String description) {
    spec.addOption(textOption(names, label, description).build());
    return this;
  }

  /** A flag with a text that help does not show. */
  public Flags hiddenText(String names) {
    spec.addOption(textOption(names, "TEXT", "").hidden(true).build());
    return this;
  }

  /** A flag that may be given several times, or once with a list that commas separate. */
  public Flags texts(String names, String label, String description) {
    spec.addOption(
        OptionSpec.builder(split(names))
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .splitRegex(",")
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** {@code --flag}, {@code --flag=true} or {@code --flag=false}. */
  public Flags toggle(String names, String description) {
    spec.addOption(toggleOption(names, description).build());
    return this;
  }

  /** A {@link #toggle} that help does not show. */
  public Flags hiddenToggle(String names) {
    spec.addOption(toggleOption(names, "").hidden(true).build());
    return this;
  }

  /** Takes the arguments without a name; the command checks how many there are. */
  public Flags arguments() {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(true)
            .build());
    return this;
  }

  private static OptionSpec.Builder textOption(String names, String label, String description) {
    return OptionSpec.builder(split(names))
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .hideParamSyntax(false)
        .description(description);
  }

  private OptionSpec.Builder toggleOption(String names, String description) {
    return OptionSpec.builder(split(names))
        .type(Boolean.class)
        .arity(
            switch (purpose) {
              case READING -> "0..1";
              case SHOWING -> "0";
            })
        .fallbackValue("true")
        .description(description);
  }

  private static String[] split(String names) {
    return names.split(", ", -1);
  }
}
