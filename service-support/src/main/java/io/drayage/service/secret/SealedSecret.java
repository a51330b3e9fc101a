package io.drayage.service.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret as it is stored, written {@code v1:KEY:BASE64}: the name of its key, then the nonce and
 * what AES-256-GCM made of the secret (NIST SP 800-38D).
 */
public final class SealedSecret {
  static final String VERSION = "v1";
  static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int LARGEST = 64 * 1024;
  private static final Pattern FORM =
      Pattern.compile(VERSION + ":(" + SecretKeys.ID + "):([A-Za-z0-9_-]+)");

  private final String key;
  private final byte[] content;

  SealedSecret(String key, byte[] content) {
    this.key = key;
    this.content = content.clone();
  }

  /** Reads what {@link #toString} wrote; empty when it is something else. */
  public static Optional<SealedSecret> parse(String text) {
    var matcher = FORM.matcher(text);
    if (text.length() > LARGEST || !matcher.matches()) {
      return Optional.empty();
    }
    byte[] content;
    try {
      content = Base64.getUrlDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return content.length < NONCE + TAG
        ? Optional.empty()
        : Optional.of(new SealedSecret(matcher.group(1), content));
  }

  /** The name of the key that opens it. */
  public String key() {
    return key;
  }

  byte[] content() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedSecret that
        && key.equals(that.key)
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return VERSION
        + ":"
        + key
        + ":"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(content);
  }
}
