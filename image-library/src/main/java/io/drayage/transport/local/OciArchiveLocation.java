package io.drayage.transport.local;

import io.drayage.registries.PolicyScopes;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An image in a tar file of an OCI layout: {@code oci-archive:path[:name|@index]}. */
record OciArchiveLocation(Path file, ImageChoice choice) implements ImageLocation {

  @Override
  public OciArchiveTransport transport() {
    return OciArchiveTransport.INSTANCE;
  }

  @Override
  public List<String> policyScopes() throws IOException {
    return PolicyScopes.of(file);
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    TarArchive archive = TarArchive.open(file, context.temporaryFolder());
    return new LayoutSource(this, choice, new ArchivedLayout(archive));
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return OciArchiveDestination.open(this, context);
  }

  @Override
  public String toString() {
    return "oci-archive:" + file + choice;
  }
}
