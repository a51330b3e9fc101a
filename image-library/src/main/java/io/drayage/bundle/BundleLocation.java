package io.drayage.bundle;

import io.drayage.image.Reference;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An image in a bundle: {@code bundle:PATH:REFERENCE}.
 *
 * @param file a part of the bundle; the others are looked for beside it
 */
public record BundleLocation(Path file, Reference name) implements ImageLocation {

  @Override
  public BundleTransport transport() {
    return BundleTransport.INSTANCE;
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    return Bundle.open(List.of(file)).image(name).openSource(context);
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    throw new BundleException(
        "%s: a bundle is made as a whole, by dray bundle create".formatted(this));
  }

  @Override
  public String toString() {
    return "bundle:" + file + ":" + name;
  }
}
