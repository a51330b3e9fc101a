package io.drayage.storage.domain.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 256 random bits that somebody carries in place of a password, after a prefix that tells leak
 * scanners and this registry what they are. Only its SHA-256 is kept: nobody can guess what it is
 * of.
 */
public record Secret(Kind kind, String value) {
  private static final int BYTES = 32;
  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** What one is for. */
  public enum Kind {
    ROBOT("drayage_robot_"),
    REFRESH("drayage_refresh_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  public Secret {
    if (!value.startsWith(kind.prefix)
        || !RANDOM.matcher(value.substring(kind.prefix.length())).matches()) {
      throw new IllegalArgumentException("not a secret of this kind");
    }
  }

  public static Secret generate(Kind kind, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(
        kind, kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads one; nothing when the text is something else. */
  public static Optional<Secret> parse(Kind kind, String text) {
    return text.startsWith(kind.prefix)
            && RANDOM.matcher(text.substring(kind.prefix.length())).matches()
        ? Optional.of(new Secret(kind, text))
        : Optional.empty();
  }

  /** What is kept of it, in hexadecimal. */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(value.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Secret[kind=%s, value=***]".formatted(kind);
  }
}
