package io.drayage.transport.local;

import io.drayage.transport.ImageLocation;
import io.drayage.transport.Transport;

/**
 * One image in a folder of its own, {@code dir:path}: a {@code manifest.json}, blobs named by the
 * digits of their digests, and a {@code version} file. Not standardised; skopeo's invention.
 */
public final class DirTransport implements Transport {
  /** The only one; it has no state. */
  public static final DirTransport INSTANCE = new DirTransport();

  private DirTransport() {}

  @Override
  public String name() {
    return "dir";
  }

  @Override
  public ImageLocation parse(String text) {
    return new DirLocation(PathAndChoice.path(name(), text));
  }
}
