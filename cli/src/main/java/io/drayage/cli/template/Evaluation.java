package io.drayage.cli.template;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import io.drayage.cli.template.Node.Command;
import io.drayage.cli.template.Node.Operand;
import io.drayage.cli.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One evaluation of a template: the output and the variables. */
final class Evaluation {
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private static final class Binding {
    final String name;
    GoValue value;

    Binding(String name, GoValue value) {
      this.name = name;
      this.value = value;
    }
  }

  private final StringBuilder out = new StringBuilder();
  private final List<Binding> variables = new ArrayList<>();
  private final GoValue root;

  Evaluation(GoValue root) {
    this.root = root;
    variables.add(new Binding("$", root));
  }

  String run(List<Node> nodes) {
    Flow _ = walk(nodes, root);
    return out.toString();
  }

  private Flow walk(List<Node> nodes, GoValue dot) {
    for (Node node : nodes) {
      Flow flow = walk(node, dot);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow walk(Node node, GoValue dot) {
    int scope = variables.size();
    switch (node) {
      case Node.Literally(var text) -> out.append(text);
      case Node.Output(var pipeline) -> {
        GoValue value = evaluate(pipeline, dot);
        if (pipeline.variables().isEmpty()) {
          out.append(value);
        }
        return Flow.ON;
      }
      case Node.If(var condition, var then, var otherwise) -> {
        return leave(scope, walk(evaluate(condition, dot).truth() ? then : otherwise, dot));
      }
      case Node.With(var pipeline, var then, var otherwise) -> {
        GoValue value = evaluate(pipeline, dot);
        return leave(scope, value.truth() ? walk(then, value) : walk(otherwise, dot));
      }
      case Node.Range range -> {
        return leave(scope, walkRange(range, dot));
      }
      case Node.Break _ -> {
        return Flow.BREAK;
      }
      case Node.Continue _ -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.ON;
  }

  private Flow leave(int scope, Flow flow) {
    forget(scope);
    return flow;
  }

  private void forget(int scope) {
    variables.subList(scope, variables.size()).clear();
  }

  private Flow walkRange(Node.Range range, GoValue dot) {
    Pipeline pipeline = range.values();
    GoValue values = evaluate(new Pipeline(List.of(), false, pipeline.commands()), dot);
    Map<GoValue, GoValue> elements = elements(values);
    if (elements.isEmpty()) {
      return walk(range.otherwise(), dot);
    }
    for (Map.Entry<GoValue, GoValue> element : elements.entrySet()) {
      int scope = variables.size();
      List<String> names = pipeline.variables();
      if (names.size() == 2) {
        bind(names.getFirst(), element.getKey(), pipeline.declares());
      }
      if (!names.isEmpty()) {
        bind(names.getLast(), element.getValue(), pipeline.declares());
      }
      Flow flow = walk(range.each(), element.getValue());
      forget(scope);
      if (flow == Flow.BREAK) {
        break;
      }
    }
    return Flow.ON;
  }

  private static Map<GoValue, GoValue> elements(GoValue values) {
    Map<GoValue, GoValue> elements = new LinkedHashMap<>();
    switch (values) {
      case Sequence(var list) -> {
        for (int i = 0; i < list.size(); i++) {
          elements.put(new Whole(i), list.get(i));
        }
      }
      case Dictionary(var entries) ->
          entries.forEach((key, value) -> elements.put(new Text(key), value));
      case Nil _ -> {}
      case Text _, Whole _, GoValue.Bool _, GoValue.Time _, Struct _ ->
          throw new TemplateException("range can't iterate over " + values);
    }
    return elements;
  }

  private GoValue evaluate(Pipeline pipeline, GoValue dot) {
    GoValue value = null;
    for (Command command : pipeline.commands()) {
      value = evaluate(command, dot, value);
    }
    if (value == null) {
      throw new TemplateException("missing value for command");
    }
    for (String name : pipeline.variables()) {
      bind(name, value, pipeline.declares());
    }
    return value;
  }

  private GoValue evaluate(Command command, GoValue dot, @Nullable GoValue piped) {
    List<Operand> words = command.words();
    if (words.getFirst() instanceof Node.Function(var name)) {
      if (name.equals("and") || name.equals("or")) {
        return shortCircuit(name, words, dot, piped);
      }
      return Functions.call(name, arguments(words, dot, piped));
    }
    if (words.size() > 1 || piped != null) {
      throw new TemplateException("can't give argument to non-function");
    }
    return evaluate(words.getFirst(), dot);
  }

  private List<GoValue> arguments(List<Operand> words, GoValue dot, @Nullable GoValue piped) {
    List<GoValue> arguments = new ArrayList<>();
    for (Operand word : words.subList(1, words.size())) {
      arguments.add(evaluate(word, dot));
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return arguments;
  }

  /** The first argument that decides, without evaluating those behind it. */
  private GoValue shortCircuit(
      String name, List<Operand> words, GoValue dot, @Nullable GoValue piped) {
    GoValue value = null;
    for (Operand word : words.subList(1, words.size())) {
      value = evaluate(word, dot);
      if (value.truth() == name.equals("or")) {
        return value;
      }
    }
    GoValue last = piped == null ? value : piped;
    if (last == null) {
      throw new TemplateException("wrong number of args for %s: want at least 1".formatted(name));
    }
    return last;
  }

  private GoValue evaluate(Operand operand, GoValue dot) {
    return switch (operand) {
      case Node.Dot(var fields) -> select(dot, fields);
      case Node.Variable(var name, var fields) -> select(binding(name).value, fields);
      case Node.Constant(var value) -> value;
      case Node.Nested(var pipeline, var fields) -> select(evaluate(pipeline, dot), fields);
      case Node.Function(var name) -> Functions.call(name, List.of());
    };
  }

  private static GoValue select(GoValue from, List<String> fields) {
    GoValue value = from;
    for (String name : fields) {
      value = select(value, name);
    }
    return value;
  }

  private static GoValue select(GoValue from, String name) {
    return switch (from) {
      case Struct(var fields) ->
          fields.stream()
              .filter(field -> field.name().equals(name))
              .map(Field::value)
              .findFirst()
              .orElseThrow(
                  () ->
                      new TemplateException(
                          "can't evaluate field %s: there are only %s"
                              .formatted(
                                  name,
                                  String.join(", ", fields.stream().map(Field::name).toList()))));
      case Dictionary(var entries) -> entries.getOrDefault(name, Nil.MISSING);
      case Nil nil when nil == Nil.DICTIONARY -> Nil.MISSING;
      case Nil _ -> throw new TemplateException("nil pointer evaluating ." + name);
      case Text _, Whole _, GoValue.Bool _, GoValue.Time _, Sequence _ ->
          throw new TemplateException("can't evaluate field %s in %s".formatted(name, from));
    };
  }

  private void bind(String name, GoValue value, boolean declares) {
    if (declares) {
      variables.add(new Binding(name, value));
      return;
    }
    binding(name).value = value;
  }

  private Binding binding(String name) {
    return variables.reversed().stream()
        .filter(binding -> binding.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new TemplateException("undefined variable \"%s\"".formatted(name)));
  }
}
