package io.drayage.storage;

import io.drayage.service.postgres.EmbeddedPostgres;
import io.drayage.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file system of a PostgreSQL image that needs no other image: the programs and a database of
 * the embedded one, and the libraries of this host that they need. User, password and database are
 * those that Testcontainers expects.
 */
record PostgresImage(Path archive) {
  private static final String USER = "70";
  private static final String HOME = "opt/postgres";
  private static final String DATA = "var/lib/postgresql/data";

  /** What the image has to be imported with. */
  List<String> changes() {
    return List.of(
        "ENV PATH=/%s/bin PGDATA=/%s".formatted(HOME, DATA),
        "USER " + USER,
        "EXPOSE 5432",
        "CMD [\"postgres\"]");
  }

  /** Makes the archive in a folder. Only root may give files to the user of the database. */
  static PostgresImage create(Path folder) throws Exception {
    Path embedded = folder.resolve("embedded");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(embedded);
        Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create role test superuser login password 'test'");
      statement.execute("create database test owner test");
    }
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve(HOME).getParent());
    Files.createDirectories(root.resolve(DATA).getParent());
    Files.move(binaries(embedded), root.resolve(HOME));
    Path data = root.resolve(DATA);
    Files.move(embedded.resolve("cluster"), data);
    append(data.resolve("postgresql.conf"), "listen_addresses='*'\nunix_socket_directories=''\n");
    append(data.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
    copyLibraries(root);
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/passwd"), "postgres:x:%1$s:%1$s::/%2$s:/\n".formatted(USER, DATA));
    Path archive = folder.resolve("postgres.tar");
    run("chown", "-R", USER + ":" + USER, data.toString());
    run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
    return new PostgresImage(archive);
  }

  private static Path binaries(Path embedded) throws IOException {
    try (Stream<Path> entries = Files.list(embedded)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("binaries-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  /** Those outside of PostgreSQL's own folder, as the dynamic linker names them. */
  private static void copyLibraries(Path root) throws Exception {
    Path server = root.resolve(HOME).resolve("bin/postgres");
    for (String line : run("ldd", server.toString()).lines().toList()) {
      String named = line.substring(line.indexOf("=>") + 1).replaceFirst("^>", "").strip();
      String path = named.replaceFirst(" \\(0x.*", "");
      if (path.startsWith("/lib") || path.startsWith("/usr/lib")) {
        Path copy = root.resolve(path.substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(path).toRealPath(), copy);
      }
    }
  }

  private static String run(String... words) throws Exception {
    String[] arguments = List.of(words).subList(1, words.length).toArray(String[]::new);
    return Command.of(words[0], arguments).run().orFail().output();
  }
}
