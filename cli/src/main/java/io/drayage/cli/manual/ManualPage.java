package io.drayage.cli.manual;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes manual pages in the man macros of roff. */
public final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  private ManualPage() {}

  /** The page of the program, {@code dray(1)}. */
  public static String program(CommandSpec root) {
    ManualPage writer = new ManualPage();
    writer.head("dray", "move container images between registries, folders and archives");
    writer.section("SYNOPSIS").text(root.usageMessage().customSynopsis()[0]);
    writer.section("COMMANDS");
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      UsageMessageSpec usage = command.getValue().getCommandSpec().usageMessage();
      writer.item("dray-%s(1)".formatted(command.getKey()), usage.description()[0]);
    }
    writer.section("GLOBAL FLAGS");
    writer.text("They may stand in front of the command or behind it.");
    writer.options(root.options());
    writer.section("EXIT STATUS");
    writer.item("0", "everything was done");
    writer.item("1", "something failed, or the command line is wrong");
    writer.item("2", "the image to be read is not there");
    writer.item("130", "interrupted");
    return writer.page.toString();
  }

  /** The page of commands that have their first word in common, {@code dray-bundle(1)}. */
  public static String group(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    ManualPage writer = new ManualPage();
    writer.head("dray-" + spec.name(), uncapitalised(usage.description()[0]));
    writer.section("SYNOPSIS").text(usage.customSynopsis()[0]);
    writer.section("COMMANDS");
    for (Map.Entry<String, CommandLine> command : spec.subcommands().entrySet()) {
      writer.item(
          "dray-%s-%s(1)".formatted(spec.name(), command.getKey()),
          command.getValue().getCommandSpec().usageMessage().description()[0]);
    }
    writer.section("SEE ALSO").text("dray(1)");
    return writer.page.toString();
  }

  /** The page of a command, {@code dray-copy(1)}. */
  public static String command(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    String[] description = usage.description();
    ManualPage writer = new ManualPage();
    writer.head("dray-" + spec.name(), uncapitalised(description[0]));
    writer.section("SYNOPSIS").text(usage.customSynopsis()[0]);
    if (description.length > 1) {
      writer.section("DESCRIPTION");
      for (String paragraph : List.of(description).subList(1, description.length)) {
        writer.text(paragraph.replace("%n", "").strip());
      }
    }
    writer.section("FLAGS").options(spec.options());
    String[] footer = usage.footer();
    if (footer.length > 1) {
      writer.section("EXAMPLES");
      for (String example : List.of(footer).subList(1, footer.length)) {
        writer.example(example.strip());
      }
    }
    writer.section("SEE ALSO").text("dray(1)");
    return writer.page.toString();
  }

  private void head(String name, String summary) {
    page.append(".\\\" Generated from the declared flags; do not edit.\n");
    page.append(".TH \"%s\" \"1\" \"\" \"Drayage\"\n".formatted(name.toUpperCase(Locale.ROOT)));
    section("NAME");
    page.append(escape(name)).append(" \\- ").append(escape(summary)).append('\n');
  }

  private static String uncapitalised(String sentence) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private ManualPage section(String title) {
    page.append(".SH ").append(title).append('\n');
    return this;
  }

  private void text(String text) {
    page.append(".PP\n").append(escape(text)).append('\n');
  }

  private void item(String term, String text) {
    page.append(".TP\n\\fB")
        .append(escape(term))
        .append("\\fR\n")
        .append(escape(text))
        .append('\n');
  }

  private void example(String text) {
    page.append(".PP\n.nf\n").append(escape(text)).append("\n.fi\n");
  }

  private void options(List<OptionSpec> options) {
    options.stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(
            option -> {
              String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
              item(
                  String.join(", ", option.names()) + label,
                  String.join(" ", option.description()));
            });
  }

  /** Keeps hyphens copyable, and dots and apostrophes from being taken for requests. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
