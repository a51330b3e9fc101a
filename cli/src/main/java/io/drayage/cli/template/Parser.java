package io.drayage.cli.template;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.template.Node.Command;
import io.drayage.cli.template.Node.Operand;
import io.drayage.cli.template.Node.Pipeline;
import io.drayage.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree of a template from its tokens. */
final class Parser {
  private static final Token END = new Token(Kind.RIGHT, "the end of the template", false);

  private final List<Token> tokens;
  private int position;
  private int rangeDepth;

  Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  List<Node> parse() {
    List<Node> nodes = parseList();
    if (position < tokens.size()) {
      throw new TemplateException("unexpected {{%s}}".formatted(tokens.get(position + 1).text()));
    }
    return nodes;
  }

  /** Reads up to the {@code end} or {@code else} of the block around, or the end of the text. */
  private List<Node> parseList() {
    List<Node> nodes = new ArrayList<>();
    while (position < tokens.size()) {
      Token token = peek(0);
      if (token.is(Kind.TEXT)) {
        position++;
        nodes.add(new Node.Literally(token.text()));
        continue;
      }
      Token first = peek(1);
      if (first.isWord("end") || first.isWord("else")) {
        return nodes;
      }
      position++;
      nodes.add(parseAction());
    }
    return nodes;
  }

  private Node parseAction() {
    Token first = peek(0);
    if (first.is(Kind.WORD)) {
      switch (first.text()) {
        case "if", "with" -> {
          position++;
          return parseBranch(first.text());
        }
        case "range" -> {
          position++;
          return parseRange();
        }
        case "break", "continue" -> {
          position++;
          return parseJump(first.text());
        }
        case "define", "template", "block" ->
            throw new TemplateException("{{%s}} is not supported".formatted(first.text()));
        default -> {}
      }
    }
    Pipeline pipeline = parsePipeline(1);
    expect(Kind.RIGHT);
    return new Node.Output(pipeline);
  }

  private Node parseJump(String word) {
    if (rangeDepth == 0) {
      throw new TemplateException("{{%s}} outside {{range}}".formatted(word));
    }
    expect(Kind.RIGHT);
    return word.equals("break") ? new Node.Break() : new Node.Continue();
  }

  private Node parseBranch(String word) {
    Pipeline condition = parsePipeline(1);
    expect(Kind.RIGHT);
    List<Node> then = parseList();
    List<Node> otherwise = parseElse(word);
    return word.equals("if")
        ? new Node.If(condition, then, otherwise)
        : new Node.With(condition, then, otherwise);
  }

  private Node parseRange() {
    Pipeline values = parsePipeline(2);
    expect(Kind.RIGHT);
    rangeDepth++;
    List<Node> each = parseList();
    rangeDepth--;
    return new Node.Range(values, each, parseElse("range"));
  }

  /** Reads {@code {{end}}}, {@code {{else}}…{{end}}} or {@code {{else if …}}…{{end}}}. */
  private List<Node> parseElse(String word) {
    if (position >= tokens.size()) {
      throw new TemplateException(
          "unexpected end of the template: {{%s}} has no {{end}}".formatted(word));
    }
    position++;
    boolean ends = next().isWord("end");
    if (!ends && peek(0).isWord(word) && !word.equals("range")) {
      position++;
      return List.of(parseBranch(word));
    }
    expect(Kind.RIGHT);
    if (ends) {
      return List.of();
    }
    List<Node> otherwise = parseList();
    if (position >= tokens.size() || !peek(1).isWord("end")) {
      throw new TemplateException("{{else}} of {{%s}} has no {{end}}".formatted(word));
    }
    position += 2;
    expect(Kind.RIGHT);
    return otherwise;
  }

  private Pipeline parsePipeline(int maximumVariables) {
    List<String> variables = new ArrayList<>();
    boolean declares = false;
    int start = position;
    while (peek(0).is(Kind.VARIABLE)) {
      variables.add(next().text());
      if (peek(0).is(Kind.COMMA) && variables.size() < maximumVariables) {
        position++;
        continue;
      }
      break;
    }
    if (!variables.isEmpty() && (peek(0).is(Kind.DECLARE) || peek(0).is(Kind.ASSIGN))) {
      declares = next().is(Kind.DECLARE);
    } else {
      variables.clear();
      position = start;
    }
    List<Command> commands = new ArrayList<>();
    commands.add(parseCommand());
    while (peek(0).is(Kind.PIPE)) {
      position++;
      commands.add(parseCommand());
    }
    return new Pipeline(variables, declares, commands);
  }

  private Command parseCommand() {
    List<Operand> words = new ArrayList<>();
    while (!peek(0).is(Kind.RIGHT) && !peek(0).is(Kind.PIPE) && !peek(0).is(Kind.CLOSE)) {
      words.add(parseOperand());
    }
    if (words.isEmpty()) {
      throw new TemplateException("missing value for command");
    }
    return new Command(words);
  }

  private Operand parseOperand() {
    Token token = next();
    return switch (token.kind()) {
      case FIELD -> parseDot(token);
      case VARIABLE -> new Node.Variable(token.text(), parseFields());
      case STRING -> new Node.Constant(new GoValue.Text(token.text()));
      case NUMBER -> new Node.Constant(number(token.text()));
      case WORD -> parseWord(token.text());
      case OPEN -> {
        Pipeline pipeline = parsePipeline(1);
        expect(Kind.CLOSE);
        yield new Node.Nested(pipeline, parseFields());
      }
      case TEXT, LEFT, RIGHT, PIPE, CLOSE, DECLARE, ASSIGN, COMMA ->
          throw new TemplateException("unexpected \"%s\" in operand".formatted(token.text()));
    };
  }

  private Operand parseDot(Token first) {
    List<String> fields = new ArrayList<>();
    if (!first.text().isEmpty()) {
      fields.add(first.text());
      fields.addAll(parseFields());
    }
    return new Node.Dot(fields);
  }

  private List<String> parseFields() {
    List<String> fields = new ArrayList<>();
    while (peek(0).is(Kind.FIELD) && !peek(0).spaced()) {
      fields.add(next().text());
    }
    return fields;
  }

  private static Operand parseWord(String word) {
    return switch (word) {
      case "true", "false" -> new Node.Constant(new GoValue.Bool(word.equals("true")));
      case "nil" -> new Node.Constant(GoValue.Nil.POINTER);
      default -> {
        Functions.check(word);
        yield new Node.Function(word);
      }
    };
  }

  private static GoValue number(String text) {
    try {
      return new GoValue.Whole(Long.decode(text));
    } catch (NumberFormatException e) {
      throw new TemplateException("bad number syntax: \"%s\"".formatted(text));
    }
  }

  private void expect(Kind kind) {
    Token token = next();
    if (!token.is(kind)) {
      throw new TemplateException("unexpected \"%s\"".formatted(token.text()));
    }
  }

  private Token next() {
    Token token = peek(0);
    position++;
    return token;
  }

  private Token peek(int ahead) {
    int at = position + ahead;
    return at < tokens.size() ? tokens.get(at) : END;
  }
}
