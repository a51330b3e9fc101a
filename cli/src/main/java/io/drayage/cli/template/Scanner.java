package io.drayage.cli.template;

import io.drayage.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens. */
final class Scanner {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private boolean trimsNext;

  private Scanner(String text) {
    this.text = text;
  }

  static List<Token> scan(String text) {
    Scanner scanner = new Scanner(text);
    scanner.scanAll();
    return scanner.tokens;
  }

  private void scanAll() {
    while (position < text.length()) {
      int action = text.indexOf("{{", position);
      String plain = text.substring(position, action < 0 ? text.length() : action);
      boolean trimsBefore = action >= 0 && isTrimMark(action + 2);
      plain = trimsNext ? plain.stripLeading() : plain;
      plain = trimsBefore ? plain.stripTrailing() : plain;
      trimsNext = false;
      if (!plain.isEmpty()) {
        tokens.add(new Token(Kind.TEXT, plain, false));
      }
      if (action < 0) {
        return;
      }
      position = action + 2 + (trimsBefore ? 1 : 0);
      scanAction();
    }
  }

  /** Whether {@code "- "} stands there. */
  private boolean isTrimMark(int at) {
    return at + 1 < text.length()
        && text.charAt(at) == '-'
        && Character.isWhitespace(text.charAt(at + 1));
  }

  private void scanAction() {
    if (text.startsWith("/*", skipSpace(position))) {
      scanComment();
      return;
    }
    tokens.add(new Token(Kind.LEFT, "{{", false));
    while (true) {
      int start = position;
      position = skipSpace(position);
      boolean spaced = position > start;
      if (atEnd()) {
        throw new TemplateException("unclosed action");
      }
      if (takesRight(spaced)) {
        tokens.add(new Token(Kind.RIGHT, "}}", spaced));
        return;
      }
      tokens.add(scanToken(spaced));
    }
  }

  private void scanComment() {
    int end = text.indexOf("*/", position);
    if (end < 0) {
      throw new TemplateException("unclosed comment");
    }
    int after = skipSpace(end + 2);
    boolean spaced = after > end + 2;
    position = after;
    if (!takesRight(spaced)) {
      throw new TemplateException("comment ends before closing delimiter");
    }
  }

  private boolean takesRight(boolean spaced) {
    if (text.startsWith("}}", position)) {
      position += 2;
      return true;
    }
    if (spaced && text.startsWith("-}}", position)) {
      position += 3;
      trimsNext = true;
      return true;
    }
    return false;
  }

  private Token scanToken(boolean spaced) {
    char c = text.charAt(position);
    return switch (c) {
      case '|' -> single(Kind.PIPE, spaced);
      case '(' -> single(Kind.OPEN, spaced);
      case ')' -> single(Kind.CLOSE, spaced);
      case ',' -> single(Kind.COMMA, spaced);
      case '=' -> single(Kind.ASSIGN, spaced);
      case '"', '`' -> scanString(c, spaced);
      case ':' -> scanDeclare(spaced);
      case '$' -> {
        position++;
        yield new Token(Kind.VARIABLE, "$" + scanName(), spaced);
      }
      case '.' -> {
        position++;
        yield new Token(Kind.FIELD, scanName(), spaced);
      }
      default -> scanWord(c, spaced);
    };
  }

  private Token scanDeclare(boolean spaced) {
    if (!text.startsWith(":=", position)) {
      throw new TemplateException("expected :=");
    }
    position += 2;
    return new Token(Kind.DECLARE, ":=", spaced);
  }

  private Token scanWord(char first, boolean spaced) {
    if (Character.isDigit(first) || first == '-' || first == '+') {
      int start = position++;
      scanName();
      return new Token(Kind.NUMBER, text.substring(start, position), spaced);
    }
    String name = scanName();
    if (name.isEmpty()) {
      throw new TemplateException("unexpected \"%c\" in an action".formatted(first));
    }
    return new Token(Kind.WORD, name, spaced);
  }

  private Token single(Kind kind, boolean spaced) {
    return new Token(kind, String.valueOf(text.charAt(position++)), spaced);
  }

  private String scanName() {
    int start = position;
    while (!atEnd() && isNamePart(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private Token scanString(char quote, boolean spaced) {
    StringBuilder content = new StringBuilder();
    position++;
    while (!atEnd() && text.charAt(position) != quote) {
      char c = text.charAt(position++);
      if (c == '\n' && quote == '"') {
        throw new TemplateException("unterminated quoted string");
      }
      content.append(c == '\\' && quote == '"' && !atEnd() ? scanEscape() : c);
    }
    if (atEnd()) {
      throw new TemplateException("unterminated quoted string");
    }
    position++;
    return new Token(Kind.STRING, content.toString(), spaced);
  }

  private char scanEscape() {
    char c = text.charAt(position++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\' -> c;
      default -> throw new TemplateException("unknown escape \\%c in a string".formatted(c));
    };
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean atEnd() {
    return position >= text.length();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
