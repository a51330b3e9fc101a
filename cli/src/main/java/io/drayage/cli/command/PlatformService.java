package io.drayage.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The platform's process. */
final class PlatformService {
  /** Enough for runs of any number of images: what is moved does not stay in memory. */
  private static final ServiceProgram PROGRAM =
      new ServiceProgram("io.drayage.standalone.Standalone", "256m");

  private PlatformService() {}

  /** The words that start it. */
  static List<String> command(Path data, int port, List<String> more) throws IOException {
    List<String> settings = new ArrayList<>();
    settings.add("--drayage.data=" + data.toAbsolutePath());
    settings.add("--server.port=" + port);
    settings.addAll(more);
    return PROGRAM.command(settings);
  }

  /** Starts it as long as this process lives, in its data folder. */
  static Process attended(Path data, List<String> command, ProcessBuilder.Redirect output)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add("--drayage.stop-with-input=true");
    return new ProcessBuilder(words)
        .directory(data.toFile())
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .redirectOutput(output)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Says in time and in few words that a port is taken.
   *
   * @throws IOException when it is
   */
  static void requireFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new IOException(
          "port %d cannot be used (%s): choose another one with --port, or 0 for any that is free"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
