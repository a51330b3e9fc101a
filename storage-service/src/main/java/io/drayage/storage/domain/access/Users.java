package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Users that are added and removed while the registry runs. */
public interface Users {
  /** All of them, by name. */
  List<User> list();

  /**
   * Adds one, or gives him other groups and another password.
   *
   * @param password as {@link User#checkPassword} wants it
   */
  void put(User user, String password);

  /** Removes one; false when there is none. */
  boolean remove(String name);

  /** A user and the groups he is in. */
  record User(String name, Set<String> groups) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    /** bcrypt looks at no more. */
    private static final int LONGEST_PASSWORD = 72;

    private static final int SHORTEST_PASSWORD = 8;

    public User {
      if (!NAME.matcher(name).matches() || name.equals(Authentication.TOKEN_USER)) {
        throw new InvalidFormatException(
            "invalid user name: expected at most 64 letters, digits and . _ @ + -; oidc stands for tokens");
      }
      groups = Set.copyOf(groups);
      groups.forEach(Grantee::group);
    }

    /**
     * Refuses passwords that are too short to be safe or too long to be checked.
     *
     * @throws InvalidFormatException when it is one of these
     */
    public static void checkPassword(String password) {
      int length = password.getBytes(StandardCharsets.UTF_8).length;
      if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
        throw new InvalidFormatException("a password has 8 to 72 bytes");
      }
    }
  }
}
