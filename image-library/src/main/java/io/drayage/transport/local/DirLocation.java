package io.drayage.transport.local;

import io.drayage.registries.PolicyScopes;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An image in a folder: {@code dir:path}. */
record DirLocation(Path folder) implements ImageLocation {

  @Override
  public DirTransport transport() {
    return DirTransport.INSTANCE;
  }

  @Override
  public List<String> policyScopes() throws IOException {
    return PolicyScopes.of(folder);
  }

  @Override
  public ImageSource openSource(TransportContext context) {
    return new DirSource(this);
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return DirDestination.open(this);
  }

  @Override
  public String toString() {
    return "dir:" + folder;
  }
}
