package io.drayage.transport.local;

import io.drayage.registries.PolicyScopes;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An image in an OCI layout in a folder: {@code oci:path[:name|@index]}. */
record OciLocation(Path folder, ImageChoice choice) implements ImageLocation {

  @Override
  public OciTransport transport() {
    return OciTransport.INSTANCE;
  }

  @Override
  public List<String> policyScopes() throws IOException {
    return PolicyScopes.of(folder);
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    LayoutContent content =
        new LayoutFolder(folder, context.sharedBlobFolder(), Persistence.DURABLE).content();
    return new LayoutSource(this, choice, content);
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return new OciDestination(this, context.sharedBlobFolder(), Persistence.DURABLE);
  }

  @Override
  public String toString() {
    return "oci:" + folder + choice;
  }
}
