package io.drayage.cli.command;

import io.drayage.cli.flag.UsageException;
import io.drayage.image.InvalidFormatException;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.Transports;
import io.drayage.transport.daemon.DaemonTransport;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.DockerArchiveTransport;
import io.drayage.transport.local.OciArchiveTransport;
import io.drayage.transport.local.OciTransport;
import java.util.List;

/** Reads the image names of the command line, {@code TRANSPORT:TEXT}. */
final class ImageNames {
  private static final Transports TRANSPORTS =
      new Transports(
          List.of(
              DockerTransport.INSTANCE,
              DirTransport.INSTANCE,
              OciTransport.INSTANCE,
              OciArchiveTransport.INSTANCE,
              DockerArchiveTransport.INSTANCE,
              DaemonTransport.INSTANCE));

  private ImageNames() {}

  /** The transports that image names may begin with. */
  static Transports known() {
    return TRANSPORTS;
  }

  /** Their names, for help. */
  static String transports() {
    return TRANSPORTS.names();
  }

  static ImageLocation parse(String name) {
    return TRANSPORTS.parse(name);
  }

  /**
   * Reads the name of one side.
   *
   * @param side {@code source} or {@code destination}
   */
  static ImageLocation parse(String name, String side) {
    try {
      return TRANSPORTS.parse(name);
    } catch (InvalidFormatException e) {
      UsageException complaint =
          new UsageException("Invalid %s name %s: %s".formatted(side, name, e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    }
  }
}
