package io.drayage.bundle;

import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Transport;
import io.drayage.transport.TransportContext;
import java.io.IOException;

/** An image of a bundle that was opened, so that its contents are read once for all images. */
record OpenedImage(BundleLocation place, Bundle bundle, BundledImage image)
    implements ImageLocation {

  @Override
  public Transport transport() {
    return place.transport();
  }

  @Override
  public ImageSource openSource(TransportContext context) {
    return new BundleSource(this);
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return place.openDestination(context);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenedImage that && place.equals(that.place);
  }

  @Override
  public int hashCode() {
    return place.hashCode();
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
