package io.drayage.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller shows: 256 random bits behind {@code dray_}, by which scanners for leaked secrets
 * know it. Only its SHA-256 is kept: nobody can guess what it is of.
 */
public record TokenText(String value) {
  private static final String PREFIX = "dray_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  public TokenText {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a token");
    }
  }

  public static TokenText generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new TokenText(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads one; nothing when the text is something else. */
  public static Optional<TokenText> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new TokenText(text)) : Optional.empty();
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
    return "dray_***";
  }
}
