package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Users and the hashes of their passwords in the file format of Apache's {@code htpasswd -B}. */
public final class Htpasswd {
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  /** A file without users. */
  public static final Htpasswd NONE = new Htpasswd(Map.of());

  private final Map<String, String> hashes;

  private Htpasswd(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
  }

  /**
   * Reads the file.
   *
   * @throws IOException when a line is no user with a bcrypt hash; the message names the line
   */
  public static Htpasswd read(Path file) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      String hash = line.substring(colon + 1).strip();
      if (colon <= 0 || !BCRYPT.matcher(hash).matches()) {
        throw new IOException(
            "%s, line %d: expected USER:HASH with a bcrypt hash, as htpasswd -B writes it"
                .formatted(file, number));
      }
      String user = line.substring(0, colon);
      if (user.equals(Authentication.TOKEN_USER)) {
        throw new IOException(
            "%s, line %d: the user name %s stands for the tokens of OpenID providers; take another"
                .formatted(file, number, user));
      }
      hashes.put(user, hash);
    }
    return new Htpasswd(hashes);
  }

  Optional<String> hash(String user) {
    return Optional.ofNullable(hashes.get(user));
  }

  /** Those that it lists. */
  public Set<String> users() {
    return hashes.keySet();
  }
}
