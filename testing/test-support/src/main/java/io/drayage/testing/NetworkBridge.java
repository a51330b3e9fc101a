package io.drayage.testing;

import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * A bridge between containers and this host, of the test's own, with the first address of a network
 * of 254. Needs root and {@code ip} of Debian's package {@code iproute2}. {@link #close} removes
 * it.
 */
public final class NetworkBridge implements AutoCloseable {
  private final String name;

  private NetworkBridge(String name) {
    this.name = name;
  }

  /**
   * Makes one; a test that calls this has {@link RequiresProgram} for ip.
   *
   * @throws TestAbortedException when this machine does not let it
   */
  public static NetworkBridge create() throws IOException, InterruptedException {
    Root.require("a network bridge");
    long number = ProcessHandle.current().pid() % 250;
    NetworkBridge bridge = new NetworkBridge("drayage" + number);
    CommandResult added = ip("link", "add", "name", bridge.name, "type", "bridge");
    if (added.exitCode() != 0) {
      throw new TestAbortedException("this machine does not let it make a bridge: " + added);
    }
    try {
      ip("address", "add", "10.213.%d.1/24".formatted(number), "dev", bridge.name).orFail();
      ip("link", "set", bridge.name, "up").orFail();
      return bridge;
    } catch (IOException | InterruptedException | AssertionError e) {
      bridge.close();
      throw e;
    }
  }

  private static CommandResult ip(String... words) throws IOException, InterruptedException {
    return Command.of(Programs.require("ip").toString(), words).run();
  }

  /** As the kernel knows it. */
  public String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    try {
      ip("link", "delete", name).orFail();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
