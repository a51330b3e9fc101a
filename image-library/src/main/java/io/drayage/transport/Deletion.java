package io.drayage.transport;

import java.io.IOException;

/** A destination whose image can be deleted. */
public interface Deletion {

  /**
   * Deletes the image of this destination's location. On a registry the manifest goes, and with it
   * every tag that names it, and the signatures that are kept in files beside the registry.
   *
   * @throws ContentNotFoundException when there is no such image
   */
  void delete() throws IOException;
}
