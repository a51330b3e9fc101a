package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A node that has not the form its place asks for; caught where an entry is read. */
final class YamlProblem extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;

  YamlProblem(Node node, String message) {
    this(Yaml.line(node), message);
  }

  YamlProblem(Node node, InvalidFormatException cause) {
    super(cause.getMessage(), cause);
    this.line = Yaml.line(node);
  }

  YamlProblem(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Where it is, counted from 1. */
  int line() {
    return line;
  }
}
