package io.drayage.cli.template;

import io.drayage.cli.go.GoValue;
import java.util.List;

/** A template that was read and can be evaluated any number of times; immutable. */
public final class Template {
  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException when it has a mistake or uses what is not supported
   */
  public static Template parse(String text) {
    return new Template(new Parser(Scanner.scan(text)).parse());
  }

  /**
   * Evaluates the template for a value, which {@code .} and {@code $} stand for.
   *
   * @throws TemplateException when it names a field that the value has not, or a function fails
   */
  public String execute(GoValue value) {
    return new Evaluation(value).run(nodes);
  }
}
