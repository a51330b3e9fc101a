package io.drayage.service.postgres;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A PostgreSQL of this process alone, with its data in a folder. It writes durably, listens on the
 * loopback interface at a free port, and asks for a password that only the owner of the folder can
 * read. It ends with {@link #close}, and also when this JVM is killed.
 *
 * <p>Linux on x86-64. A process of root runs it as the user {@code postgres} or {@code nobody}, and
 * for that lets others pass through the folder around the given one, without listing it. Needs
 * {@code sh} and the programs {@code setsid} and, for root, {@code setpriv} of util-linux.
 * Thread-safe; whoever starts it closes it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final FolderLock lock;
  private final Postmaster postmaster;
  private final Cluster cluster;

  private EmbeddedPostgres(FolderLock lock, Postmaster postmaster, Cluster cluster) {
    this.lock = lock;
    this.postmaster = postmaster;
    this.cluster = cluster;
  }

  /**
   * Starts it; the first start in a folder creates the database, which takes a few seconds.
   *
   * @param root a folder for this alone; created when missing
   * @throws EmbeddedPostgresException when another process uses the folder, when it holds data of
   *     another version, or when a program or user is missing
   */
  public static EmbeddedPostgres start(Path root) throws IOException, InterruptedException {
    PostgresFolder folder = PostgresFolder.create(root);
    FolderLock lock = FolderLock.acquire(folder);
    try {
      PostgresAccount account = PostgresAccount.choose();
      if (account.other().isPresent()) {
        folder.letOthersPass();
      }
      PostgresBinaries binaries = PostgresBinaries.unpack(folder);
      account.checkReaches(binaries.program("postgres"));
      ServerLog.rotate(folder.log());
      Cluster cluster = Cluster.open(folder, binaries, account);
      Postmaster.awaitEarlier(folder);
      return new EmbeddedPostgres(lock, Postmaster.start(folder, binaries, account), cluster);
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The URL of its standing database, without credentials. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /** The URL of one of its databases, which may yet have to be created. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postmaster.port(), database);
  }

  public String username() {
    return Cluster.USER;
  }

  /** The password; not to be printed. */
  public String password() {
    return cluster.password();
  }

  /** The number of the server process. */
  public long processId() {
    return postmaster.process().pid();
  }

  /** Ends the server and waits for it; the data stay. */
  @Override
  public void close() throws IOException {
    try {
      postmaster.stop();
    } catch (InterruptedException e) {
      postmaster.process().destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
    }
  }
}
