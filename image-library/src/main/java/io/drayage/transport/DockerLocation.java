package io.drayage.transport;

import io.drayage.image.Reference;
import io.drayage.registries.PolicyScopes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An image in a registry by its logical name: mirrors, rewriting and blocking of registries.conf
 * are applied when it is opened.
 */
public record DockerLocation(Reference reference) implements ImageLocation {

  @Override
  public Transport transport() {
    return DockerTransport.INSTANCE;
  }

  @Override
  public List<String> policyScopes() {
    return PolicyScopes.of(reference);
  }

  @Override
  public Optional<Reference> dockerReference() {
    return Optional.of(reference);
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    return context.registries().openSource(this);
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return context.registries().openDestination(this);
  }

  @Override
  public String toString() {
    return "docker://" + reference;
  }
}
