package io.drayage.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.command.Command;
import io.drayage.cli.command.Commands;
import io.drayage.cli.flag.Flags.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Keeps {@code docs/man} as the declared flags say. With {@code -Ddray.man.write=true} it writes
 * the pages instead of comparing them.
 */
final class ManualTest {
  private static final Path FOLDER = Path.of("..", "docs", "man");

  @Test
  void manualPagesAreUpToDate() throws IOException {
    Map<String, String> pages = pages();
    if (Boolean.getBoolean("dray.man.write")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }

    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(FOLDER.resolve(page.getKey()))
          .as("write the pages anew with -Dtest=ManualTest -Ddray.man.write=true")
          .hasContent(page.getValue());
    }
  }

  @Test
  void everyShownFlagIsExplained() {
    for (Command command : Commands.all()) {
      for (var option : Commands.spec(command, Purpose.SHOWING).options()) {
        if (!option.hidden()) {
          assertThat(String.join("", option.description()))
              .as("%s %s", command.name(), option.longestName())
              .isNotBlank();
        }
      }
    }
  }

  @Test
  void completionsKnowCommandsAndFlags() {
    String bash = AutoComplete.bash("dray", new CommandLine(Commands.complete()));
    String fish = FishCompletion.script(Commands.complete());

    assertThat(bash).contains("list-tags", "--src-tls-verify");
    assertThat(fish)
        .contains("-a list-tags", "__fish_seen_subcommand_from copy' -l src-tls-verify")
        .doesNotContain("registries-conf");
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    pages.put("dray.1", ManualPage.program(Commands.complete()));
    for (Command command : Commands.all()) {
      pages.put(
          "dray-%s.1".formatted(command.name().replace(' ', '-')),
          ManualPage.command(Commands.spec(command, Purpose.SHOWING)));
      int blank = command.name().indexOf(' ');
      String first = blank < 0 ? command.name() : command.name().substring(0, blank);
      if (Commands.isGroup(first)) {
        pages.put("dray-%s.1".formatted(first), ManualPage.group(Commands.group(first)));
      }
    }
    return pages;
  }
}
