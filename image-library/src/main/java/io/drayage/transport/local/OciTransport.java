package io.drayage.transport.local;

import io.drayage.transport.ImageLocation;
import io.drayage.transport.Transport;

/**
 * Images in OCI layouts in folders: {@code oci:path[:name|@index]}, OCI image specification,
 * image-layout.md. Several writers may write to one layout at the same time.
 */
public final class OciTransport implements Transport {
  /** The only one; it has no state. */
  public static final OciTransport INSTANCE = new OciTransport();

  private OciTransport() {}

  @Override
  public String name() {
    return "oci";
  }

  @Override
  public ImageLocation parse(String text) {
    PathAndChoice parts = PathAndChoice.split(name(), text);
    return new OciLocation(parts.path(), LayoutName.parse(name(), parts));
  }
}
