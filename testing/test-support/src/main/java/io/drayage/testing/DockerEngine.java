package io.drayage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Docker engine of the test's own, from Debian's package {@code docker.io}: its images, its
 * socket and its containerd are in a folder that the caller gives and removes, and it leaves the
 * host's packet filter and forwarding alone. Registries on loopback it trusts by itself. Needs
 * root. {@link #close} ends it with its containers.
 */
public final class DockerEngine implements AutoCloseable {
  private final Path folder;
  private final Daemon daemon;

  private DockerEngine(Path folder, Daemon daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts one; a test that calls this has {@link RequiresProgram} for dockerd and docker.
   *
   * @param folder an empty one with a path of at most 60 characters: a socket's name is short
   * @param options further ones of dockerd, {@code --bridge=none} at the least
   * @throws org.opentest4j.TestAbortedException when this machine does not let it work
   */
  public static DockerEngine start(Path folder, String... options)
      throws IOException, InterruptedException {
    Root.require("dockerd");
    List<String> words = new ArrayList<>();
    words.add(Programs.require("dockerd").toString());
    words.add("--config-file=" + Files.writeString(folder.resolve("daemon.json"), "{}"));
    words.add("--data-root=" + folder.resolve("data"));
    words.add("--exec-root=" + folder.resolve("exec"));
    words.add("--pidfile=" + folder.resolve("pid"));
    words.add("--host=" + socket(folder));
    // Where a containerd of the host runs, it is used: apart from the host's own containers.
    words.add("--containerd-namespace=drayage-" + ProcessHandle.current().pid());
    words.addAll(List.of("--iptables=false", "--ip6tables=false", "--ip-forward=false"));
    words.addAll(List.of("--ip-masq=false", "--exec-opt=native.cgroupdriver=cgroupfs"));
    // Inside of a container the defaults are often more than a process may give away.
    words.addAll(List.of("--default-ulimit=nofile=1024:1024", "--default-ulimit=nproc=1024:1024"));
    words.addAll(List.of(options));
    Daemon daemon = Daemon.start(words, folder.resolve("dockerd.log"));
    DockerEngine engine = new DockerEngine(folder, daemon);
    try {
      daemon.awaitReady(() -> engine.docker("version").run().exitCode() == 0);
      return engine;
    } catch (IOException | InterruptedException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static String socket(Path folder) {
    return "unix://" + folder.resolve("sock");
  }

  /** What a client's {@code DOCKER_HOST} has to be. */
  public String host() {
    return socket(folder);
  }

  /** Prepares {@code docker ARGUMENTS} on this engine, without the user's configuration. */
  public Command docker(String... arguments) {
    return Command.of(Programs.require("docker").toString(), arguments)
        .with("DOCKER_HOST", host())
        .with("DOCKER_CONFIG", folder.resolve("config").toString());
  }

  /** What the engine has written so far. */
  public String log() throws IOException {
    return daemon.log();
  }

  @Override
  public void close() {
    daemon.close();
    Mounts.removeBelow(folder);
  }
}
