package io.drayage.cli.template;

import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** The functions of templates: those of Go that deal with text and lists, and podman's few. */
final class Functions {
  private static final Set<String> NAMES =
      Set.of(
          "and",
          "or",
          "not",
          "len",
          "index",
          "slice",
          "print",
          "println",
          "printf",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "json",
          "join",
          "lower",
          "upper",
          "split",
          "title",
          "truncate",
          "pad");

  private Functions() {}

  static void check(String name) {
    if (!NAMES.contains(name)) {
      throw new TemplateException(
          "function \"%s\" not defined; there are: %s"
              .formatted(name, String.join(", ", NAMES.stream().sorted().toList())));
    }
  }

  static GoValue call(String name, List<GoValue> arguments) {
    try {
      return dispatch(name, arguments);
    } catch (IndexOutOfBoundsException e) {
      throw new TemplateException("error calling %s: index out of range".formatted(name));
    }
  }

  private static GoValue dispatch(String name, List<GoValue> a) {
    return switch (name) {
      case "not" -> new Bool(!one(name, a).truth());
      case "len" -> length(one(name, a));
      case "index" -> index(name, a);
      case "slice" -> slice(name, a);
      case "print" -> new Text(Format.print(a));
      case "println" -> new Text(Format.println(a));
      case "printf" -> new Text(Format.printf(text(name, atLeast(name, a, 1).getFirst()), rest(a)));
      case "eq" -> equalsAny(name, a);
      case "ne" -> new Bool(compare(name, a) != 0);
      case "lt" -> test(name, a, order -> order < 0);
      case "le" -> test(name, a, order -> order <= 0);
      case "gt" -> test(name, a, order -> order > 0);
      case "ge" -> test(name, a, order -> order >= 0);
      case "json" -> new Text(GoJson.compact(one(name, a)));
      case "join" -> join(name, a);
      case "lower" -> new Text(text(name, one(name, a)).toLowerCase(Locale.ROOT));
      case "upper" -> new Text(text(name, one(name, a)).toUpperCase(Locale.ROOT));
      case "split" -> split(name, a);
      case "title" -> new Text(title(text(name, one(name, a))));
      case "truncate" -> truncate(name, a);
      case "pad" -> pad(name, a);
      default ->
          throw new TemplateException("function \"%s\" cannot be called here".formatted(name));
    };
  }

  private static GoValue length(GoValue value) {
    return new Whole(
        switch (value) {
          case Text(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
          case Sequence(var elements) -> elements.size();
          case Dictionary(var entries) -> entries.size();
          case Nil nil when nil == Nil.SEQUENCE || nil == Nil.DICTIONARY -> 0;
          case Nil _, Whole _, Bool _, GoValue.Time _, GoValue.Struct _ ->
              throw new TemplateException("error calling len: %s has no length".formatted(value));
        });
  }

  private static GoValue index(String name, List<GoValue> arguments) {
    GoValue value = atLeast(name, arguments, 1).getFirst();
    for (GoValue key : rest(arguments)) {
      value =
          switch (value) {
            case Sequence(var elements) -> elements.get(whole(name, key));
            case Dictionary(var entries) -> entries.getOrDefault(text(name, key), new Text(""));
            case Nil nil when nil == Nil.DICTIONARY -> new Text("");
            case Nil _ -> throw new IndexOutOfBoundsException();
            case Text _, Whole _, Bool _, GoValue.Time _, GoValue.Struct _ ->
                throw new TemplateException("error calling index: can't index " + value);
          };
    }
    return value;
  }

  private static GoValue slice(String name, List<GoValue> arguments) {
    GoValue value = atLeast(name, arguments, 1).getFirst();
    int from = arguments.size() > 1 ? whole(name, arguments.get(1)) : 0;
    return switch (value) {
      case Text(var text) -> new Text(text.substring(from, to(name, arguments, text.length())));
      case Sequence(var list) -> new Sequence(list.subList(from, to(name, arguments, list.size())));
      case Dictionary _, Nil _, Whole _, Bool _, GoValue.Time _, GoValue.Struct _ ->
          throw new TemplateException("error calling slice: can't slice " + value);
    };
  }

  private static int to(String name, List<GoValue> arguments, int length) {
    return arguments.size() > 2 ? whole(name, arguments.get(2)) : length;
  }

  private static GoValue equalsAny(String name, List<GoValue> arguments) {
    GoValue first = atLeast(name, arguments, 2).getFirst();
    for (GoValue other : rest(arguments)) {
      if (compare(name, List.of(first, other)) == 0) {
        return new Bool(true);
      }
    }
    return new Bool(false);
  }

  private static GoValue test(String name, List<GoValue> arguments, IntPredicate predicate) {
    return new Bool(predicate.test(compare(name, arguments)));
  }

  private static int compare(String name, List<GoValue> arguments) {
    exactly(name, arguments, 2);
    return switch (arguments.getFirst()) {
      case Text(var a) when arguments.getLast() instanceof Text(var b) -> a.compareTo(b);
      case Whole(var a) when arguments.getLast() instanceof Whole(var b) -> Long.compare(a, b);
      case Bool(var a) when arguments.getLast() instanceof Bool(var b) -> Boolean.compare(a, b);
      case GoValue _ ->
          throw new TemplateException(
              "error calling %s: incompatible types for comparison".formatted(name));
    };
  }

  private static GoValue join(String name, List<GoValue> arguments) {
    exactly(name, arguments, 2);
    String separator = text(name, arguments.getLast());
    return switch (arguments.getFirst()) {
      case Sequence(var elements) ->
          new Text(String.join(separator, elements.stream().map(GoValue::toString).toList()));
      case Nil _ -> new Text("");
      case Text _, Dictionary _, Whole _, Bool _, GoValue.Time _, GoValue.Struct _ ->
          throw new TemplateException("error calling join: the first argument is no list");
    };
  }

  private static GoValue split(String name, List<GoValue> arguments) {
    exactly(name, arguments, 2);
    String separator = Pattern.quote(text(name, arguments.getLast()));
    return GoValue.texts(List.of(text(name, arguments.getFirst()).split(separator, -1)));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(begins ? Character.toTitleCase(c) : c);
      begins = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
    }
    return out.toString();
  }

  private static GoValue truncate(String name, List<GoValue> arguments) {
    exactly(name, arguments, 2);
    String text = text(name, arguments.getFirst());
    return new Text(text.substring(0, Math.min(text.length(), whole(name, arguments.getLast()))));
  }

  private static GoValue pad(String name, List<GoValue> arguments) {
    exactly(name, arguments, 3);
    String text = text(name, arguments.getFirst());
    return text.isEmpty()
        ? new Text("")
        : new Text(
            " ".repeat(whole(name, arguments.get(1)))
                + text
                + " ".repeat(whole(name, arguments.get(2))));
  }

  private static GoValue one(String name, List<GoValue> arguments) {
    exactly(name, arguments, 1);
    return arguments.getFirst();
  }

  private static void exactly(String name, List<GoValue> arguments, int count) {
    if (arguments.size() != count) {
      throw new TemplateException(
          "wrong number of args for %s: want %d got %d".formatted(name, count, arguments.size()));
    }
  }

  private static List<GoValue> atLeast(String name, List<GoValue> arguments, int count) {
    if (arguments.size() < count) {
      throw new TemplateException(
          "wrong number of args for %s: want at least %d got %d"
              .formatted(name, count, arguments.size()));
    }
    return arguments;
  }

  private static List<GoValue> rest(List<GoValue> arguments) {
    return new ArrayList<>(arguments.subList(1, arguments.size()));
  }

  private static String text(String name, GoValue value) {
    if (value instanceof Text(var text)) {
      return text;
    }
    if (value == Nil.MISSING) {
      return "";
    }
    throw new TemplateException("error calling %s: expected string; got %s".formatted(name, value));
  }

  private static int whole(String name, GoValue value) {
    if (value instanceof Whole(var number) && number >= 0 && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    throw new TemplateException(
        "error calling %s: expected a number that is not negative; got %s".formatted(name, value));
  }
}
