package io.drayage.service.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom PostgreSQL runs: as the user of this process, or, because it refuses root, as {@code
 * postgres} or else {@code nobody} when that user is root.
 *
 * @param other the user to become
 * @param prefix the words in front of a command that make it run as that user, in no group of
 *     root's
 */
record PostgresAccount(Optional<UserPrincipal> other, List<String> prefix) {
  private static final List<String> CANDIDATES = List.of("postgres", "nobody");

  PostgresAccount {
    prefix = List.copyOf(prefix);
  }

  static PostgresAccount choose() throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new PostgresAccount(Optional.empty(), List.of());
    }
    for (String name : CANDIDATES) {
      Optional<UserPrincipal> user = find(name);
      if (user.isPresent()) {
        return new PostgresAccount(
            user,
            List.of(
                "setpriv",
                "--reuid=" + name,
                "--regid=" + groupOf(name),
                "--clear-groups",
                "--no-new-privs"));
      }
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as;"
            + " start the service as another user, or give it a JDBC URL");
  }

  private static Optional<UserPrincipal> find(String name) throws IOException {
    try {
      return Optional.of(
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (UserPrincipalNotFoundException _) {
      return Optional.empty();
    }
  }

  private static String groupOf(String user) throws IOException, InterruptedException {
    Process id = new ProcessBuilder("id", "-g", user).start();
    String group = new String(id.getInputStream().readNBytes(100), StandardCharsets.UTF_8).strip();
    if (id.waitFor() != 0 || !group.matches("\\d+")) {
      throw new EmbeddedPostgresException("the group of the user %s is unknown".formatted(user));
    }
    return group;
  }

  /** Fails with what to do when a folder further up keeps this user out. */
  void checkReaches(Path file) throws IOException, InterruptedException {
    if (other.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("sh", "-c", "test -x \"$1\"", "sh", file.toString()));
    if (Cluster.start(new ProcessBuilder(words)).waitFor() != 0) {
      throw new EmbeddedPostgresException(
          "PostgreSQL refuses to run as root, and the user %s cannot reach %s; let others pass through the folders around it (chmod o+x), choose another folder, or start the service as another user"
              .formatted(other.get().getName(), file.getParent()));
    }
  }

  /** Makes this user the owner of a file or folder that was just created. */
  void own(Path path) throws IOException {
    if (other.isPresent()) {
      Files.setOwner(path, other.get());
    }
  }
}
