package io.drayage.cli.template;

import io.drayage.cli.go.GoValue;
import java.util.List;

/** A part of a template. */
sealed interface Node {

  record Literally(String text) implements Node {}

  record Output(Pipeline pipeline) implements Node {}

  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  record With(Pipeline value, List<Node> then, List<Node> otherwise) implements Node {}

  record Range(Pipeline values, List<Node> each, List<Node> otherwise) implements Node {}

  record Break() implements Node {}

  record Continue() implements Node {}

  /**
   * Commands, each of which gets the result of the one before as its last argument.
   *
   * @param variables what the result is assigned to; one, or two for a range
   * @param declares whether they are new
   */
  record Pipeline(List<String> variables, boolean declares, List<Command> commands) {}

  /** A function with its arguments, or a single operand. */
  record Command(List<Operand> words) {}

  /** A word of a command. */
  sealed interface Operand {}

  /** {@code .} or {@code .A.B}. */
  record Dot(List<String> fields) implements Operand {}

  /** {@code $} or {@code $x.A}. */
  record Variable(String name, List<String> fields) implements Operand {}

  record Constant(GoValue value) implements Operand {}

  /** {@code (pipeline).A}. */
  record Nested(Pipeline pipeline, List<String> fields) implements Operand {}

  record Function(String name) implements Operand {}
}
