package io.drayage.cli.go;

import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Time;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does: its escapes, its {@code omitempty},
 * its indentation.
 */
public final class GoJson {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final StringBuilder out = new StringBuilder();
  private final String indent;
  private final boolean escapesHtml;

  private GoJson(String indent, boolean escapesHtml) {
    this.indent = indent;
    this.escapesHtml = escapesHtml;
  }

  /** What {@code json.MarshalIndent(value, "", indent)} gives. */
  public static String indented(GoValue value, String indent) {
    GoJson writer = new GoJson(indent, true);
    writer.write(value, 0);
    return writer.out.toString();
  }

  /** One line, with {@code < > &} as they are. */
  public static String compact(GoValue value) {
    GoJson writer = new GoJson("", false);
    writer.write(value, 0);
    return writer.out.toString();
  }

  private void write(GoValue value, int depth) {
    // No pattern switch: it is linked at run time, which costs each start of inspect.
    if (value instanceof Text(var text)) {
      quote(text);
    } else if (value instanceof Struct struct) {
      writeStruct(struct, depth);
    } else if (value instanceof Sequence sequence) {
      writeSequence(sequence, depth);
    } else if (value instanceof Dictionary dictionary) {
      writeDictionary(dictionary, depth);
    } else if (value instanceof Time time) {
      writeTime(time);
    } else if (value instanceof Nil) {
      out.append("null");
    } else {
      // A number or a boolean, which print in JSON as they do in text.
      out.append(value);
    }
  }

  private void writeTime(Time time) {
    String offset = DateTimeFormatter.ofPattern("XXX", Locale.ROOT).format(time.time());
    out.append('"').append(SECONDS.format(time.time())).append(Time.fraction(time.time()));
    out.append(offset).append('"');
  }

  private void writeSequence(Sequence sequence, int depth) {
    String separator = "[";
    for (GoValue element : sequence.elements()) {
      out.append(separator);
      line(depth + 1);
      write(element, depth + 1);
      separator = ",";
    }
    close(sequence.elements().isEmpty() ? "[" : "", "]", depth);
  }

  private void writeDictionary(Dictionary dictionary, int depth) {
    String separator = "{";
    for (Map.Entry<String, GoValue> entry : dictionary.entries().entrySet()) {
      out.append(separator);
      member(entry.getKey(), entry.getValue(), depth + 1);
      separator = ",";
    }
    close(dictionary.entries().isEmpty() ? "{" : "", "}", depth);
  }

  private void writeStruct(Struct struct, int depth) {
    String separator = "{";
    for (Field field : struct.fields()) {
      if (field.inJson()) {
        out.append(separator);
        member(field.jsonName(), field.value(), depth + 1);
        separator = ",";
      }
    }
    close(separator.equals("{") ? "{" : "", "}", depth);
  }

  private void member(String name, GoValue value, int depth) {
    line(depth);
    quote(name);
    out.append(indent.isEmpty() ? ":" : ": ");
    write(value, depth);
  }

  /** Ends an object or array; one without content opens here and stays on the line. */
  private void close(String openIfEmpty, String end, int depth) {
    if (openIfEmpty.isEmpty()) {
      line(depth);
    }
    out.append(openIfEmpty).append(end);
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      out.append('\n').repeat(indent, depth);
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean html = escapesHtml && (c == '<' || c == '>' || c == '&');
          if (c < ' ' || html || c == '\u2028' || c == '\u2029') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
