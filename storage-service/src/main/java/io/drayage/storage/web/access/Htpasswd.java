package io.drayage.storage.web.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Users and their passwords in the file format of Apache's {@code htpasswd -B}. A password that was
 * right is remembered by its hash: bcrypt is slow on purpose, and clients send it with each
 * request.
 */
public final class Htpasswd {

  private final String nobody = BCrypt.hashpw("", BCrypt.gensalt());
  private final Map<String, String> hashes;
  private final Map<String, String> seen = new ConcurrentHashMap<>();

  private Htpasswd(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
  }

  /**
   * Reads the file.
   *
   * @throws IOException when a line is no user with a bcrypt hash; the message names the line
   */
  public static Htpasswd read(Path file) throws IOException {
    Map<String, String> hashes = new ConcurrentHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      String hash = line.substring(colon + 1).strip();
      if (colon <= 0 || !hash.matches("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
        throw new IOException(
            "%s, line %d: expected USER:HASH with a bcrypt hash, as htpasswd -B writes it"
                .formatted(file, number));
      }
      hashes.put(line.substring(0, colon), hash);
    }
    return new Htpasswd(hashes);
  }

  boolean accepts(String user, String password) {
    String fingerprint = fingerprint(password);
    if (fingerprint.equals(seen.get(user))) {
      return true;
    }
    Optional<String> hash = Optional.ofNullable(hashes.get(user));
    // An unknown user takes as long as a wrong password.
    boolean right =
        BCrypt.checkpw(password.getBytes(StandardCharsets.UTF_8), hash.orElse(nobody))
            && hash.isPresent();
    if (right) {
      seen.put(user, fingerprint);
    }
    return right;
  }

  private static String fingerprint(String password) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
