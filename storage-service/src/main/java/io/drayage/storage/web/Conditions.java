package io.drayage.storage.web;

import io.drayage.image.Digest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, 13): content has its digest for an entity tag. */
final class Conditions {
  private Conditions() {}

  /** Names the content, and says whether the client has it already; the answer is then 304. */
  static boolean isKnown(HttpServletRequest request, HttpServletResponse response, Digest digest) {
    String tag = tag(digest);
    response.setHeader("Docker-Content-Digest", digest.toString());
    response.setHeader("ETag", tag);
    @Nullable String condition = request.getHeader("If-None-Match");
    if (condition == null || !matches(condition, tag)) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    return true;
  }

  static String tag(Digest digest) {
    return '"' + digest.toString() + '"';
  }

  private static boolean matches(String condition, String tag) {
    for (String candidate : condition.split(",", -1)) {
      String stripped = candidate.strip();
      String strong = stripped.startsWith("W/") ? stripped.substring(2) : stripped;
      // Some clients leave the quotes out.
      if (strong.equals("*") || strong.equals(tag) || ('"' + strong + '"').equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
