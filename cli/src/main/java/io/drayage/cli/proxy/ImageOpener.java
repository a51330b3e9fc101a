package io.drayage.cli.proxy;

import io.drayage.transport.ImageSource;
import java.io.IOException;

/** Opens the images that the other side names. */
public interface ImageOpener {
  /**
   * Opens an image that the user's trust policy accepts; the caller closes it.
   *
   * @param name as on the command line
   */
  ImageSource open(String name) throws IOException;
}
