package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who rights are granted to, written {@code user:NAME}, {@code group:NAME}, {@code robot:NAME} or
 * {@code anonymous}. The users and groups of an OpenID provider carry its name: {@code
 * group:PROVIDER:NAME}.
 */
public record Grantee(Kind kind, String name) {
  /** Everybody, whether he shows who he is or not. */
  public static final Grantee ANONYMOUS = new Grantee(Kind.ANONYMOUS, "");

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");

  public Grantee {
    if ((kind == Kind.ANONYMOUS) != name.isEmpty()
        || (!name.isEmpty() && !NAME.matcher(name).matches())) {
      throw invalid();
    }
  }

  /** What kinds there are. */
  public enum Kind {
    USER,
    GROUP,
    ROBOT,
    ANONYMOUS
  }

  public static Grantee user(String name) {
    return new Grantee(Kind.USER, name);
  }

  public static Grantee group(String name) {
    return new Grantee(Kind.GROUP, name);
  }

  public static Grantee robot(String name) {
    return new Grantee(Kind.ROBOT, name);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws InvalidFormatException when it is nobody
   */
  public static Grantee parse(String text) {
    if (text.equals(ANONYMOUS.toString())) {
      return ANONYMOUS;
    }
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (colon > 0 && kind != Kind.ANONYMOUS && label(kind).equals(text.substring(0, colon))) {
        return new Grantee(kind, text.substring(colon + 1));
      }
    }
    throw invalid();
  }

  private static InvalidFormatException invalid() {
    return new InvalidFormatException(
        "nobody can be granted rights by this name: expected user:NAME, group:NAME, robot:NAME or anonymous");
  }

  private static String label(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return kind == Kind.ANONYMOUS ? label(kind) : label(kind) + ':' + name;
  }
}
