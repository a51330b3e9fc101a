package io.drayage.copier.config;

import io.drayage.service.access.ApiToken;
import io.drayage.service.access.ApiToken.Grant;
import io.drayage.service.access.ApiTokens;
import io.drayage.service.access.Role;
import io.drayage.service.access.TokenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes a token for an administrator where there is none at all, and leaves it in a file that only
 * the owner of the data folder can read. Of several replicas one makes it.
 */
final class FirstToken implements SmartInitializingSingleton {
  static final String FILE = "admin-token";
  private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);
  private static final String NAME = "admin";

  private final ApiTokens tokens;
  private final AccessProperties access;
  private final Path folder;
  private final InstantSource clock;

  FirstToken(
      ApiTokens tokens, AccessProperties access, CopierProperties service, InstantSource clock) {
    this.tokens = tokens;
    this.access = access;
    this.folder = service.data().resolve("copier");
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (!access.required() || !access.oidc().isEmpty() || !tokens.list("", 1).isEmpty()) {
      return;
    }
    TokenText text = TokenText.generate(new SecureRandom());
    ApiToken token =
        new ApiToken(
            NAME,
            new Grant(Role.ADMIN, Optional.empty()),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      Path made =
          Files.createTempFile(
              folder,
              FILE,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(made, text.value() + "\n");
        if (tokens.add(token, text)) {
          Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
          LOG.info("the first token of an administrator is in {}", file);
        }
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot write the first token to " + file, e);
    }
  }
}
