package io.drayage.sidebyside;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One command line for both tools.
 *
 * @param section the heading that it stands under
 * @param words with placeholders: {@code {R}} the registry, {@code {A}} the registry that asks for
 *     credentials, {@code {T}} the tool's namespace, {@code {W}} its folder, {@code {F}} the folder
 *     of files that both read
 * @param input what is written to the standard input
 * @param compared what must be the same
 * @param difference where docs/reference/skopeo.md says that the tools differ
 */
public record CommandCase(
    String section,
    List<String> words,
    String input,
    Set<Aspect> compared,
    Optional<String> difference) {
  public CommandCase {
    words = List.copyOf(words);
    compared = Set.copyOf(compared);
  }

  /** The command line as it is written. */
  public String line() {
    return String.join(" ", words);
  }
}
