package io.drayage.cli.command;

import java.util.List;

/**
 * What help and manual say about a command.
 *
 * @param summary one line without a full stop
 * @param operands what follows the flags, as in {@code SOURCE DESTINATION}
 * @param paragraphs the rest
 * @param examples command lines
 */
public record Description(
    String summary, String operands, List<String> paragraphs, List<String> examples) {

  public Description {
    paragraphs = List.copyOf(paragraphs);
    examples = List.copyOf(examples);
  }
}
