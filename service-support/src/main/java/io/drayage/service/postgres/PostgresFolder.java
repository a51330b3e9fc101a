package io.drayage.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Where everything of one PostgreSQL lies. */
record PostgresFolder(Path root) {

  PostgresFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder. It and the one around it may be passed through by others, but not listed:
   * PostgreSQL refuses to be root and has to reach its data as somebody else.
   */
  static PostgresFolder create(Path root) throws IOException {
    PostgresFolder folder = new PostgresFolder(root);
    Files.createDirectories(folder.root);
    Files.setPosixFilePermissions(folder.root, PosixFilePermissions.fromString("rwx--x--x"));
    return folder;
  }

  void letOthersPass() throws IOException {
    Path around = root.getParent();
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(around));
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(around, permissions);
    }
  }

  Path binaries(String version) {
    return root.resolve("binaries-" + version);
  }

  Path cluster() {
    return root.resolve("cluster");
  }

  Path unfinishedCluster() {
    return root.resolve("cluster.unfinished");
  }

  Path password() {
    return root.resolve("password");
  }

  Path log() {
    return root.resolve("log");
  }

  Path lock() {
    return root.resolve("lock");
  }
}
