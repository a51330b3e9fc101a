package io.drayage.cli.template;

/**
 * A token of a template.
 *
 * @param spaced whether white space stands in front of it
 */
record Token(Kind kind, String text, boolean spaced) {
  enum Kind {
    /** Text outside of actions. */
    TEXT,
    /** The begin of an action. */
    LEFT,
    /** The end of an action. */
    RIGHT,
    WORD,
    /** {@code .} or {@code .Name}; the text is the name. */
    FIELD,
    /** {@code $} or {@code $name}; the text is all of it. */
    VARIABLE,
    /** A string, unquoted. */
    STRING,
    NUMBER,
    PIPE,
    OPEN,
    CLOSE,
    DECLARE,
    ASSIGN,
    COMMA
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
