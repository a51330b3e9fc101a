package io.drayage.service.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One folder for all: creating a database takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedPostgresIT {
  @TempDir static Path data;
  private static Path folder;

  @BeforeAll
  static void writeSomething() throws Exception {
    folder = data.resolve("postgres");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        Connection connection = connect(postgres, postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (word text)");
      statement.execute("insert into kept values ('yes')");
    }
  }

  @AfterAll
  static void removeFolder() throws IOException {
    FolderRemoval.remove(folder);
  }

  @Test
  @Order(1)
  void keepsDataAndWritesDurably() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        Connection connection = connect(postgres, postgres.password())) {
      assertThat(query(connection, "select word from kept")).isEqualTo("yes");
      assertThat(query(connection, "show fsync")).isEqualTo("on");
      assertThat(query(connection, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(connection, "show full_page_writes")).isEqualTo("on");
      assertThat(query(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(connection, "show unix_socket_directories")).isEmpty();
      assertThat(query(connection, "show server_version"))
          .isEqualTo(PostgresBinaries.version().replaceFirst("\\.0$", ""));
    }
  }

  @Test
  @Order(2)
  void letsNobodyInWithoutThePassword() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThatThrownBy(() -> connect(postgres, "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("cluster"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  @Order(3)
  void refusesAFolderThatIsInUse() throws Exception {
    try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("another process uses this folder");
    }
  }

  @Test
  @Order(4)
  void leavesNoServerBehindWhenTheProcessIsKilled() throws Exception {
    Process killed = startProcess();
    long server = serverOf(killed);

    killed.destroyForcibly().waitFor();

    // It restarts at once, even while the server of the killed process is on its way out.
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        Connection connection = connect(postgres, postgres.password())) {
      assertThat(query(connection, "select word from kept")).isEqualTo("yes");
      // Where nobody collects the ended, its number stays; what it worked in does not.
      assertThat(
              ProcessHandle.of(server)
                  .filter(process -> Postmaster.worksIn(process, folder.resolve("cluster"))))
          .isEmpty();
    }
  }

  @Test
  @Order(5)
  void takesNoNoticeOfALockFileThatNamesAnotherProcess() throws Exception {
    Path lock = folder.resolve("cluster").resolve("postmaster.pid");
    Files.writeString(lock, "%d%n".formatted(ProcessHandle.current().pid()));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThat(postgres.processId()).isPositive();
    }
  }

  @Test
  @Order(6)
  void saysWhenTheDataAreOfAnotherVersion() throws Exception {
    Path version = folder.resolve("cluster").resolve("PG_VERSION");
    String right = Files.readString(version);
    Files.writeString(version, "15\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("was written by PostgreSQL 15");

    Files.writeString(version, right);
  }

  @Test
  @Order(7)
  void startsAnewWhereTheFirstStartWasCutShort() throws Exception {
    Path other = data.resolve("other");
    Files.createDirectories(other);
    Files.createSymbolicLink(
        other.resolve("binaries-" + PostgresBinaries.version()),
        folder.resolve("binaries-" + PostgresBinaries.version()));
    Files.createDirectories(other.resolve("cluster.unfinished").resolve("base"));
    Files.writeString(other.resolve("password"), "of the first start");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(other);
        Connection connection = connect(postgres, postgres.password())) {
      assertThat(query(connection, "select 1")).isEqualTo("1");
    }
    FolderRemoval.remove(other);
  }

  @Test
  @Order(8)
  void saysWhenItCannotBeReachedByTheUserThatRootRunsItAs() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes another user");
    Path closed = Files.createDirectory(data.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path inside = closed.resolve("data").resolve("postgres");
    Files.createDirectories(inside);
    Files.createSymbolicLink(
        inside.resolve("binaries-" + PostgresBinaries.version()),
        folder.resolve("binaries-" + PostgresBinaries.version()));

    assertThatThrownBy(() -> EmbeddedPostgres.start(inside))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("cannot reach")
        .hasMessageContaining("chmod o+x");
  }

  private static Process startProcess() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerProcess.class.getName(),
            folder.toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static long serverOf(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return Long.parseLong(
        Optional.ofNullable(reader.readLine()).orElseThrow(() -> new IOException("it ended")));
  }

  private static Connection connect(EmbeddedPostgres postgres, String password)
      throws SQLException {
    DriverManager.setLoginTimeout(20);
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), password);
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
