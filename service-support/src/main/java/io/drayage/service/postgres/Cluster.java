package io.drayage.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The data folder of PostgreSQL and the password of its only user. */
record Cluster(Path data, String password) {
  static final String USER = "drayage";
  private static final int PASSWORD_BYTES = 24;

  /** Opens the cluster of a folder; creates it first where there is none. */
  static Cluster open(PostgresFolder folder, PostgresBinaries binaries, PostgresAccount account)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(folder.cluster())) {
      create(folder, binaries, account);
    }
    String version = Files.readString(folder.cluster().resolve("PG_VERSION")).strip();
    if (!version.equals(PostgresBinaries.majorVersion())) {
      throw new EmbeddedPostgresException(
          "%s was written by PostgreSQL %s and this service has %s; move the data with pg_dump of version %s, or start the service that wrote them"
              .formatted(folder.cluster(), version, PostgresBinaries.majorVersion(), version));
    }
    return new Cluster(folder.cluster(), Files.readString(folder.password()).strip());
  }

  private static void create(
      PostgresFolder folder, PostgresBinaries binaries, PostgresAccount account)
      throws IOException, InterruptedException {
    FolderRemoval.remove(folder.unfinishedCluster());
    String password = newPassword();
    writePrivate(folder.password(), password);
    Path data = Files.createDirectory(folder.unfinishedCluster());
    account.own(data);
    Path handed = folder.root().resolve("password.unfinished");
    writePrivate(handed, password);
    account.own(handed);
    try {
      run(initdb(binaries, account, data, handed), folder);
    } finally {
      Files.deleteIfExists(handed);
    }
    Files.move(data, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The password is random and as long as a key: nobody finds it by trying, so that hashing it once
   * is enough. The usual thousands of times would be spent by this JVM on each connection. One call
   * brings all files to the disk, instead of one for each of a thousand.
   */
  private static List<String> initdb(
      PostgresBinaries binaries, PostgresAccount account, Path data, Path password) {
    List<String> words = new ArrayList<>(account.prefix());
    words.add(binaries.program("initdb").toString());
    words.addAll(List.of("-D", data.toString(), "-U", USER, "--pwfile", password.toString()));
    words.addAll(List.of("--auth=scram-sha-256", "--set", "scram_iterations=1"));
    words.addAll(List.of("--encoding=UTF8", "--no-locale", "--sync-method=syncfs"));
    return words;
  }

  private static void run(List<String> words, PostgresFolder folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.root().toFile());
    builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(devNull()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    Process process = start(builder);
    try {
      if (process.waitFor() != 0) {
        throw new EmbeddedPostgresException(
            "creating the database in %s failed: %s"
                .formatted(folder.root(), ServerLog.tail(folder.log())));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  static Process start(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "the program %s cannot be run (setsid and setpriv are in the package util-linux); install it, or give the service a JDBC URL"
              .formatted(builder.command().getFirst()),
          e);
    }
  }

  private static java.io.File devNull() {
    return new java.io.File("/dev/null");
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
