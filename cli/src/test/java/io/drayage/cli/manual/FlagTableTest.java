package io.drayage.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.command.Command;
import io.drayage.cli.command.Commands;
import io.drayage.cli.flag.Flags.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The table of flags in docs/reference/skopeo.md says what the commands declare. */
final class FlagTableTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "skopeo.md");
  private static final Set<String> VERDICTS =
      Set.of("same", "better", "only dray", "not supported");

  /** Those of skopeo; the manual pages explain the flags of the others. */
  private static final Set<String> SKOPEO =
      Set.of(
          "copy",
          "inspect",
          "list-tags",
          "sync",
          "delete",
          "login",
          "logout",
          "manifest-digest",
          "layers",
          "experimental-image-proxy",
          "standalone-sign",
          "standalone-verify",
          "generate-sigstore-key",
          "untrusted-signature-dump-without-verification");

  /** One flag of one command. */
  private record Row(String flag, String command, String verdict) {}

  @Test
  void everyFlagThatTheTableGrantsIsDeclared() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      assertThat(VERDICTS).contains(row.verdict());
      if (!row.verdict().equals("not supported") && !declares(row.command(), row.flag())) {
        missing.add(row.command() + " " + row.flag());
      }
    }

    assertThat(missing)
        .as("flags that docs/reference/skopeo.md grants and nobody declares")
        .isEmpty();
  }

  @Test
  void everyDeclaredFlagIsInTheTable() throws IOException {
    Set<String> known = new TreeSet<>();
    rows().forEach(row -> known.add(row.command() + " " + row.flag()));
    List<String> unknown = new ArrayList<>();
    for (Command command : commands()) {
      if (SKOPEO.contains(command.name())) {
        for (OptionSpec option : Commands.spec(command, Purpose.READING).options()) {
          for (String name : option.names()) {
            if (!known.contains(command.name() + " " + name) && !known.contains("all " + name)) {
              unknown.add(command.name() + " " + name);
            }
          }
        }
      }
    }
    for (OptionSpec option : Commands.root(Purpose.READING).options()) {
      for (String name : option.names()) {
        if (!known.contains("all " + name) && !known.contains("the program " + name)) {
          unknown.add("dray " + name);
        }
      }
    }

    assertThat(unknown)
        .as("flags without a row in the table of docs/reference/skopeo.md, section Flags")
        .isEmpty();
  }

  private static boolean declares(String command, String flag) {
    if (command.equals("all")) {
      return commands().stream()
          .allMatch(one -> Commands.spec(one, Purpose.READING).findOption(flag) != null);
    }
    CommandSpec spec =
        command.equals("the program")
            ? Commands.root(Purpose.READING)
            : Commands.find(command)
                .map(found -> Commands.spec(found, Purpose.READING))
                .orElseThrow(() -> new AssertionError("there is no command " + command));
    return spec.findOption(flag) != null;
  }

  private static List<Command> commands() {
    return Stream.concat(Commands.all().stream(), Commands.hidden().stream()).toList();
  }

  private static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf("## Flags"), lines.indexOf("## Differences"))) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        for (String flag : cells[1].strip().split(", ", -1)) {
          for (String command : cells[2].strip().split(", ", -1)) {
            rows.add(new Row(flag.replace("`", ""), command, cells[3].strip()));
          }
        }
      }
    }
    return rows;
  }
}
