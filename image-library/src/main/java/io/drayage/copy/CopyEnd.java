package io.drayage.copy;

import io.drayage.transport.ImageLocation;
import io.drayage.transport.TransportContext;

/** One end of a copy: where the image is or shall be, and how that place is reached. */
public record CopyEnd(ImageLocation location, TransportContext context) {

  @Override
  public String toString() {
    return location.toString();
  }
}
