package io.drayage.registries.yaml;

import io.drayage.image.InvalidFormatException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A node that has not the form its place asks for. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;

  public YamlException(Node node, String message) {
    this(Yaml.line(node), message);
  }

  public YamlException(Node node, InvalidFormatException cause) {
    super(cause.getMessage(), cause);
    this.line = Yaml.line(node);
  }

  public YamlException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Where it is, counted from 1. */
  public int line() {
    return line;
  }
}
