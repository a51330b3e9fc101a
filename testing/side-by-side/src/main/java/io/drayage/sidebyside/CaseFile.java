package io.drayage.sidebyside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of command lines: one a line, below headings that begin with {@code ##}. Lines behind
 * one that are indented say more about it: {@code compare: exit output effect}, {@code because: a
 * row of the documentation}, {@code input: text}. A {@code #} begins a comment.
 */
final class CaseFile {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

  private CaseFile() {}

  static List<CommandCase> read() throws IOException {
    try (InputStream in = CaseFile.class.getResourceAsStream("cases.txt")) {
      if (in == null) {
        throw new IOException("cases.txt is missing on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<CommandCase> parse(String text) {
    List<CommandCase> cases = new ArrayList<>();
    String section = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith(" ")) {
        cases.add(more(cases.removeLast(), line.strip()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        cases.add(
            new CommandCase(
                section, words(line), "", EnumSet.allOf(Aspect.class), Optional.empty()));
      }
    }
    return cases;
  }

  private static CommandCase more(CommandCase before, String line) {
    int colon = line.indexOf(": ");
    if (colon < 0) {
      throw new IllegalArgumentException("expected NAME: VALUE, found " + line);
    }
    String value = line.substring(colon + 2);
    return switch (line.substring(0, colon)) {
      case "compare" ->
          new CommandCase(
              before.section(),
              before.words(),
              before.input(),
              aspects(value),
              before.difference());
      case "because" ->
          new CommandCase(
              before.section(),
              before.words(),
              before.input(),
              before.compared(),
              Optional.of(value));
      case "input" ->
          new CommandCase(
              before.section(),
              before.words(),
              value + "\n",
              before.compared(),
              before.difference());
      default -> throw new IllegalArgumentException("unknown: " + line);
    };
  }

  private static Set<Aspect> aspects(String names) {
    return Stream.of(names.split(" ", -1))
        .map(name -> Aspect.valueOf(name.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replace("'", ""))
        .toList();
  }
}
