package io.drayage.registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Checks files with credentials. What they hold is never shown. */
final class CredentialsCheck {
  private final ReportBuilder report;
  private final ConfigEnvironment environment;

  CredentialsCheck(ReportBuilder report, ConfigEnvironment environment) {
    this.report = report;
    this.environment = environment;
  }

  void check(CredentialFiles files) {
    files
        .warning()
        .ifPresent(
            text ->
                report.warning(
                    "runtime-folder-missing",
                    Position.whole(files.search().getFirst().file()),
                    text));
    files.search().forEach(this::check);
  }

  void check(AuthFilePath path) {
    Path file = path.file();
    try {
      Optional<AuthFile> read = AuthFile.read(path);
      report.file(
          file, read.isPresent() ? SourceFile.State.READ : SourceFile.State.ABSENT, "credentials");
      if (read.isPresent()) {
        check(file, read.get());
      }
    } catch (RegistriesConfigException e) {
      report.file(file, SourceFile.State.READ, "credentials");
      report.error("invalid-auth-file", file, e);
    }
  }

  private void check(Path file, AuthFile content) throws RegistriesConfigException {
    for (String warning : content.doubts()) {
      report.warning("credentials-without-effect", Position.whole(file), warning);
    }
    for (StoredCredential stored : content.list()) {
      if (stored.origin() instanceof CredentialOrigin.InHelper(String helper)) {
        RegistriesCheck.helperProblem(helper, environment)
            .ifPresent(
                problem -> report.warning("helper-not-found", Position.whole(file), problem));
      }
    }
    checkPermissions(file, content);
  }

  private void checkPermissions(Path file, AuthFile content) throws RegistriesConfigException {
    if (content.list().isEmpty()) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        report.warning(
            "credentials-readable-by-others",
            Position.whole(file),
            "others may read the credentials in this file; chmod 600 it");
      }
    } catch (UnsupportedOperationException | IOException e) {
      throw new RegistriesConfigException(
          "cannot tell who may read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
