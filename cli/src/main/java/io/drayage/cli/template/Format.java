package io.drayage.cli.template;

import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Time;
import io.drayage.cli.go.GoValue.Whole;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The printing functions of Go's {@code fmt}: the verbs {@code %s %v %q %d %x %t %T %%}. */
final class Format {
  private static final Pattern VERB = Pattern.compile("%([-+0 #]*)([0-9]*)(?:\\.([0-9]*))?(.)");
  private static final int MAXIMUM_WIDTH = 1_000_000;

  private Format() {}

  /** Operands next to each other, with a space where neither is a string. */
  static String print(List<GoValue> values) {
    StringBuilder out = new StringBuilder();
    GoValue before = null;
    for (GoValue value : values) {
      if (before != null && !(before instanceof Text) && !(value instanceof Text)) {
        out.append(' ');
      }
      out.append(value);
      before = value;
    }
    return out.toString();
  }

  static String println(List<GoValue> values) {
    StringJoiner out = new StringJoiner(" ", "", "\n");
    values.forEach(value -> out.add(value.toString()));
    return out.toString();
  }

  static String printf(String format, List<GoValue> values) {
    StringBuilder out = new StringBuilder();
    Matcher verb = VERB.matcher(format);
    int next = 0;
    while (verb.find()) {
      String text;
      if (verb.group(4).equals("%")) {
        text = "%";
      } else if (next >= values.size()) {
        text = "%!" + verb.group(4) + "(MISSING)";
      } else {
        text = pad(verb, one(verb, values.get(next++)));
      }
      verb.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    verb.appendTail(out);
    if (next < values.size()) {
      throw new TemplateException(
          "error calling printf: %d arguments but only %d verbs".formatted(values.size(), next));
    }
    return out.toString();
  }

  private static String one(Matcher verb, GoValue value) {
    String precision = verb.group(3);
    return switch (verb.group(4)) {
      case "s", "v" -> cut(value.toString(), precision);
      case "q" -> quote(value);
      case "d" -> value instanceof Whole ? value.toString() : wrong("d", value);
      case "t" -> value instanceof Bool ? value.toString() : wrong("t", value);
      case "x" -> value instanceof Whole(var n) ? Long.toHexString(n) : wrong("x", value);
      case "T" -> type(value);
      default ->
          throw new TemplateException(
              "error calling printf: the verb %%%s is not supported".formatted(verb.group(4)));
    };
  }

  private static String cut(String text, String precision) {
    if (precision == null) {
      return text;
    }
    int length = precision.isEmpty() ? 0 : number(precision);
    return text.substring(0, Math.min(length, text.length()));
  }

  private static String pad(Matcher verb, String text) {
    int width = verb.group(2).isEmpty() ? 0 : number(verb.group(2));
    String fill = " ".repeat(Math.max(0, width - text.length()));
    return verb.group(1).contains("-") ? text + fill : fill + text;
  }

  private static int number(String digits) {
    if (digits.length() > 6) {
      throw new TemplateException(
          "error calling printf: a width of more than %d".formatted(MAXIMUM_WIDTH));
    }
    return Integer.parseInt(digits);
  }

  private static String quote(GoValue value) {
    if (value instanceof Sequence(var elements)) {
      StringJoiner out = new StringJoiner(" ", "[", "]");
      elements.forEach(element -> out.add(quote(element)));
      return out.toString();
    }
    return GoJson.compact(new Text(value.toString()));
  }

  private static String wrong(String verb, GoValue value) {
    return "%!" + verb + "(" + type(value) + "=" + value + ")";
  }

  private static String type(GoValue value) {
    return switch (value) {
      case Text _ -> "string";
      case Whole _ -> "int";
      case Bool _ -> "bool";
      case Time _ -> "time.Time";
      case Sequence _ -> "[]string";
      case Dictionary _ -> "map[string]string";
      case Struct _ -> "struct";
      case GoValue.Nil _ -> "<nil>";
    };
  }
}
