package io.drayage.storage.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lists of names as JSON, written straight: thousands of them are asked for again and again. Names
 * of repositories and tags have no character that JSON or ASCII would have to escape.
 */
final class NameList {
  private static final int QUOTES_AND_COMMA = 3;

  private NameList() {}

  /** {@code {"repositories":[…]}}. */
  static byte[] ofRepositories(List<String> names) {
    return json("{\"repositories\":[", names);
  }

  /** {@code {"name":…,"tags":[…]}}. */
  static byte[] ofTags(String repository, List<String> names) {
    return json("{\"name\":\"" + repository + "\",\"tags\":[", names);
  }

  private static byte[] json(String opening, List<String> names) {
    int length = opening.length() + 2;
    for (String name : names) {
      length += name.length() + QUOTES_AND_COMMA;
    }
    StringBuilder text = new StringBuilder(length).append(opening);
    String separator = "\"";
    for (String name : names) {
      text.append(separator).append(name).append('"');
      separator = ",\"";
    }
    return text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
