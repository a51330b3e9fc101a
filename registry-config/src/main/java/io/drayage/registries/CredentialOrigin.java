package io.drayage.registries;

import java.nio.file.Path;

/** Where a credential is kept. */
public sealed interface CredentialOrigin {

  /** In a file, readable for whoever may read the file. */
  record InFile(Path file) implements CredentialOrigin {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** With a helper program, {@code docker-credential-NAME}. */
  record InHelper(String name) implements CredentialOrigin {
    @Override
    public String toString() {
      return "credential helper: " + name;
    }
  }
}
