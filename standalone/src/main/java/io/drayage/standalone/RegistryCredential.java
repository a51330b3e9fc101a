package io.drayage.standalone;

import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.Robots;
import io.drayage.storage.domain.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the copier shows the registry who it is: as a robot that may pull, push and delete. Its
 * secret is in a file of the data folder that only the owner can read; each folder has a robot of
 * its own, so that replicas do not take it from each other.
 */
record RegistryCredential(String robot, Secret secret) {
  private static final Grants RIGHTS =
      new Grants(
          List.of(
              new Grant(
                  RepositoryPattern.EVERYTHING, Set.of(Right.PULL, Right.PUSH, Right.DELETE))));

  /** Reads the file, or makes it. */
  static RegistryCredential of(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    if (!Files.exists(file)) {
      byte[] tail = new byte[4];
      random.nextBytes(tail);
      write(
          file,
          "copier-%s %s%n"
              .formatted(
                  HexFormat.of().formatHex(tail),
                  Secret.generate(Secret.Kind.ROBOT, random).value()));
    }
    String[] words = Files.readString(file).strip().split(" ", -1);
    Optional<Secret> secret =
        words.length == 2 ? Secret.parse(Secret.Kind.ROBOT, words[1]) : Optional.empty();
    return new RegistryCredential(
        words[0],
        secret.orElseThrow(
            () ->
                new IOException(
                    "%s does not have the copier's credential any more; delete the file to get a new one"
                        .formatted(file))));
  }

  private static void write(Path file, String text) throws IOException {
    Path made =
        Files.createTempFile(
            file.getParent(),
            "credential",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(made, text);
    Files.move(made, file);
  }

  /** Makes it known to the registry, which may have lost it with its database. */
  void register(Robots robots, Instant now) {
    if (robots.find(secret, now).isEmpty()) {
      robots.remove(robot);
      robots.add(new Robots.Robot(robot, now, Optional.empty(), Optional.empty()), secret, RIGHTS);
    }
  }

  @Override
  public String toString() {
    return "RegistryCredential[robot=%s]".formatted(robot);
  }
}
