package io.drayage.transport.local;

import io.drayage.transport.ImageLocation;
import io.drayage.transport.Transport;

/**
 * Images in tar files of OCI layouts: {@code oci-archive:path[:name|@index]}. Writing makes a new
 * archive of one image, in place of whatever has the name.
 */
public final class OciArchiveTransport implements Transport {
  /** The only one; it has no state. */
  public static final OciArchiveTransport INSTANCE = new OciArchiveTransport();

  private OciArchiveTransport() {}

  @Override
  public String name() {
    return "oci-archive";
  }

  @Override
  public ImageLocation parse(String text) {
    PathAndChoice parts = PathAndChoice.split(name(), text);
    return new OciArchiveLocation(parts.path(), LayoutName.parse(name(), parts));
  }
}
