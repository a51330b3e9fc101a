package io.drayage.transport.local;

import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import java.io.IOException;
import java.nio.file.Path;

/** A process that writes images into a layout, each under a name of its own. */
final class LayoutWriter {
  private LayoutWriter() {}

  /** Arguments: the layout, a temporary folder, what the names begin with, how many. */
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      TestImage.single(i, TestImage.Kind.OCI)
          .write(
              OciTransport.INSTANCE.parse(arguments[0] + ":" + arguments[2] + i),
              NoRegistries.context(Path.of(arguments[1])));
    }
  }
}
