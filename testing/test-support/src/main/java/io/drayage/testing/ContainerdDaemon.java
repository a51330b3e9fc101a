package io.drayage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A containerd of the test's own, from Debian's package {@code containerd}, in a folder that the
 * caller gives and removes. Needs root. {@link #close} ends it.
 */
public final class ContainerdDaemon implements AutoCloseable {
  private final Path folder;
  private final Daemon daemon;

  private ContainerdDaemon(Path folder, Daemon daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts one; a test that calls this has {@link RequiresProgram} for containerd and ctr.
   *
   * @param folder with a path of at most 80 characters: a socket's name is short
   * @throws org.opentest4j.TestAbortedException when this machine does not let it work
   */
  public static ContainerdDaemon start(Path folder) throws IOException, InterruptedException {
    Root.require("containerd");
    Path configuration = folder.resolve("config.toml");
    Files.writeString(
        configuration,
        """
        version = 2
        root = "%1$s/root"
        state = "%1$s/state"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "%1$s/sock"
        [ttrpc]
          address = "%1$s/sock.ttrpc"
        """
            .formatted(folder));
    Daemon daemon =
        Daemon.start(
            List.of(Programs.require("containerd").toString(), "--config", "" + configuration),
            folder.resolve("containerd.log"));
    ContainerdDaemon containerd = new ContainerdDaemon(folder, daemon);
    try {
      daemon.awaitReady(() -> containerd.ctr("version").run().exitCode() == 0);
      return containerd;
    } catch (IOException | InterruptedException | RuntimeException e) {
      containerd.close();
      throw e;
    }
  }

  /** Prepares {@code ctr ARGUMENTS} on this containerd. */
  public Command ctr(String... arguments) {
    return Command.of(Programs.require("ctr").toString(), arguments)
        .with("CONTAINERD_ADDRESS", folder.resolve("sock").toString());
  }

  @Override
  public void close() {
    daemon.close();
    Mounts.removeBelow(folder);
  }
}
