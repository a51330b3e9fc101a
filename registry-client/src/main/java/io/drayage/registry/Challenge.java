package io.drayage.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a registry wants to be told who is asking: RFC 9110 section 11.6.1, {@code WWW-Authenticate}.
 */
sealed interface Challenge {

  /** It does not want to know. */
  record None() implements Challenge {}

  /** Name and password with each request. */
  record Basic() implements Challenge {}

  /**
   * A token with each request.
   *
   * @param realm the address where tokens are given out
   * @param scopes what the token must allow
   * @param error why the last token was not accepted: {@code insufficient_scope}, {@code
   *     invalid_token}; may be empty
   */
  record Bearer(String realm, String service, List<Scope> scopes, String error)
      implements Challenge {}

  /** Reads all header lines; Bearer wins over Basic, and what is neither is no challenge. */
  static Optional<Challenge> parse(String[] headers) {
    Optional<Challenge> found = Optional.empty();
    for (String header : headers) {
      for (Parsed parsed : ChallengeText.split(header)) {
        switch (parsed.scheme().toLowerCase(Locale.ROOT)) {
          case "bearer" -> {
            Map<String, String> parameters = parsed.parameters();
            String realm = parameters.getOrDefault("realm", "");
            if (!realm.isEmpty()) {
              return Optional.of(
                  new Bearer(
                      realm,
                      parameters.getOrDefault("service", ""),
                      Scope.parseAll(parameters.getOrDefault("scope", "")),
                      parameters.getOrDefault("error", "")));
            }
          }
          case "basic" -> found = Optional.of(new Basic());
          default -> {
            // A scheme that registries do not use; another one may stand beside it.
          }
        }
      }
    }
    return found;
  }

  /** One challenge of a header: its scheme and parameters with lower-case names. */
  record Parsed(String scheme, Map<String, String> parameters) {
    public Parsed {
      parameters = Map.copyOf(parameters);
    }
  }

  /** The grammar of the header, read character by character. */
  final class ChallengeText {
    private final String text;
    private int at;

    private ChallengeText(String text) {
      this.text = text;
    }

    static List<Parsed> split(String header) {
      ChallengeText reader = new ChallengeText(header);
      List<Parsed> challenges = new ArrayList<>();
      String word = reader.word();
      while (!word.isEmpty()) {
        String scheme = word;
        Map<String, String> parameters = new HashMap<>();
        word = reader.word();
        while (!word.isEmpty() && reader.skip('=')) {
          parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), reader.value());
          word = reader.word();
        }
        challenges.add(new Parsed(scheme, parameters));
      }
      return challenges;
    }

    /** The next run of characters that are neither space, comma, equals sign nor quote. */
    private String word() {
      while (at < text.length() && " \t,".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int begin = at;
      while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(begin, at);
    }

    private boolean skip(char expected) {
      int ahead = at;
      while (ahead < text.length() && text.charAt(ahead) == ' ') {
        ahead++;
      }
      if (ahead < text.length() && text.charAt(ahead) == expected) {
        at = ahead + 1;
        return true;
      }
      return false;
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return word();
      }
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at++));
      }
      at++;
      return value.toString();
    }
  }
}
