package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of an answer, which may come in pieces. Not thread-safe. */
final class AnswerHead {
  private static final Pattern LENGTH =
      Pattern.compile(
          "^content-length: *(\\d+)\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final int LONGEST = 16 * 1024;

  private final StringBuilder text = new StringBuilder();
  private boolean over;

  /** Takes its part of the bytes; whether it is over. */
  boolean read(ByteBuffer bytes) throws IOException {
    while (!over && bytes.hasRemaining()) {
      text.append((char) (bytes.get() & 0xFF));
      int length = text.length();
      over = length >= 4 && text.substring(length - 4).equals("\r\n\r\n");
      if (length > LONGEST) {
        throw new IOException("the head of an answer does not end");
      }
    }
    if (over && !text.toString().startsWith("HTTP/1.1 200")) {
      throw new IOException("the server answered: " + text);
    }
    return over;
  }

  /** How many bytes come after it. */
  long length() throws IOException {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.find()) {
      throw new IOException("the answer does not say how long it is: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  void reset() {
    text.setLength(0);
    over = false;
  }
}
