package io.drayage.service.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once per version and folder. */
record PostgresBinaries(Path home) {

  static PostgresBinaries unpack(PostgresFolder folder) throws IOException {
    Path home = folder.binaries(version());
    if (!Files.isDirectory(home)) {
      Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
      FolderRemoval.remove(unfinished);
      unpackInto(unfinished);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(home);
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The major version, which the data of a cluster are bound to. */
  static String majorVersion() throws IOException {
    String version = version();
    return version.substring(0, version.indexOf('.'));
  }

  static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static void unpackInto(Path target) throws IOException {
    String resource = resource(System.getProperty("os.arch"));
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new EmbeddedPostgresException(
            "there is no embedded PostgreSQL for %s on the class path (%s); give the service a JDBC URL"
                .formatted(System.getProperty("os.arch"), resource));
      }
      try (var tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(entry, tar, target);
        }
      }
    }
  }

  private static String resource(String architecture) {
    String name =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return "/postgres-linux-" + name + ".txz";
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new EmbeddedPostgresException("the archive of PostgreSQL names " + entry.getName());
    }
    Files.createDirectories(entry.isDirectory() ? path : path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, path);
      boolean executable = (entry.getMode() & 0b001_000_000) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
    if (entry.isDirectory()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
