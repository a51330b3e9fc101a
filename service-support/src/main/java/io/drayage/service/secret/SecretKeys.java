package io.drayage.service.secret;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys of 256 bits that secrets are encrypted with, by name. The first is the current one. */
public final class SecretKeys {
  static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}";
  static final int BYTES = 32;
  private static final Pattern ENTRY = Pattern.compile("(" + ID + "):(\\S+)");

  private final String current;
  private final Map<String, SecretKey> keys;

  private SecretKeys(String current, Map<String, SecretKey> keys) {
    this.current = current;
    this.keys = keys;
  }

  /**
   * Reads lines of {@code NAME:BASE64}; empty ones and those that begin with {@code #} do not
   * count.
   *
   * @param origin where they come from, for messages
   * @throws SecretException when there is no key, or a line is none; no message has a key in it
   */
  public static SecretKeys parse(List<String> lines, String origin) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var entry = ENTRY.matcher(line);
      String where = "line %d of %s".formatted(i + 1, origin);
      if (!entry.matches()) {
        throw new SecretException(
            where + " is not NAME:BASE64, a name of up to 32 letters, digits, dots and dashes");
      }
      if (keys.put(entry.group(1), key(entry.group(2), where)) != null) {
        throw new SecretException("%s names the key \"%s\" again".formatted(where, entry.group(1)));
      }
    }
    if (keys.isEmpty()) {
      throw new SecretException(
          "%s has no key; \"echo k1:$(openssl rand -base64 32)\" makes one".formatted(origin));
    }
    return new SecretKeys(keys.keySet().iterator().next(), keys);
  }

  private static SecretKey key(String text, String where) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new SecretException("the key in %s is not Base64".formatted(where));
    }
    if (bytes.length != BYTES) {
      throw new SecretException(
          "the key in %s has %d bytes rather than %d".formatted(where, bytes.length, BYTES));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** The name of the key that encrypts. */
  public String current() {
    return current;
  }

  public Set<String> names() {
    return Set.copyOf(keys.keySet());
  }

  Optional<SecretKey> find(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public String toString() {
    return "SecretKeys" + keys.keySet();
  }
}
