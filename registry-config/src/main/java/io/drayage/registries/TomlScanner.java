package io.drayage.registries;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Walks over the characters of a plain TOML document. Not thread-safe. */
final class TomlScanner {
  private static final char END = '\0';

  private final Path file;
  private final String text;
  private int index;
  private int line = 1;
  private int lineStart;

  TomlScanner(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  Position position() {
    return new Position(file, line, index - lineStart + 1);
  }

  boolean isAtEnd() {
    return index == text.length();
  }

  /** The next character; at the end, and for a character that is not allowed, zero. */
  char peek() {
    return index < text.length() ? text.charAt(index) : END;
  }

  boolean skip(String expected) {
    if (!text.startsWith(expected, index)) {
      return false;
    }
    index += expected.length();
    return true;
  }

  /** Skips a word that is not the beginning of a longer one. */
  boolean skipWord(String word) {
    int end = index + word.length();
    return (end >= text.length() || !isBareKey(text.charAt(end))) && skip(word);
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      index++;
    }
  }

  /** Skips blanks, comments and line ends. */
  void skipBlanksAndLines() {
    do {
      skipBlanks();
      skipComment();
    } while (skipLineEnd());
  }

  /** Goes to the next line that says something; false at the end of the document. */
  boolean toNextLineWithContent() {
    skipBlanksAndLines();
    return !isAtEnd();
  }

  /** Skips what may follow a setting; false when something else follows it. */
  boolean toEndOfLine() {
    skipBlanks();
    skipComment();
    return skipLineEnd() || isAtEnd();
  }

  /** A bare or a quoted key; null when there is none. */
  @Nullable String key() {
    if (peek() == '"' || peek() == '\'') {
      return quoted();
    }
    int start = index;
    while (isBareKey(peek())) {
      index++;
    }
    return start == index ? null : text.substring(start, index);
  }

  /** A string on one line and without escapes; null for any other. */
  @Nullable String quoted() {
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      return null;
    }
    int start = index + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != quote) {
      char character = text.charAt(end);
      if (isControl(character) || (quote == '"' && character == '\\')) {
        return null;
      }
      end++;
    }
    // Two quotes in front of a third begin a string of several lines.
    boolean multiLine = end == start && text.startsWith(String.valueOf(quote), end + 1);
    if (end == text.length() || multiLine) {
      return null;
    }
    index = end + 1;
    return text.substring(start, end);
  }

  private void skipComment() {
    if (peek() != '#') {
      return;
    }
    while (index < text.length() && !isControl(text.charAt(index))) {
      index++;
    }
  }

  private boolean skipLineEnd() {
    if (!skip("\n") && !skip("\r\n")) {
      return false;
    }
    line++;
    lineStart = index;
    return true;
  }

  private static boolean isBareKey(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_';
  }

  /** A tab is the only control character that strings and comments may hold. */
  private static boolean isControl(char character) {
    return (character < ' ' && character != '\t') || character == 0x7f;
  }
}
