package io.drayage.transport.daemon;

import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.registries.PolicyScopes;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import io.drayage.transport.local.SavedImageExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An image of a Docker engine, by name or by id.
 *
 * @param endpoint where the engine listens; it is no part of the name
 */
public record DaemonLocation(DaemonName name, DaemonEndpoint endpoint) implements ImageLocation {
  @Override
  public DaemonTransport transport() {
    return DaemonTransport.INSTANCE;
  }

  /** The same image of another engine. */
  public DaemonLocation at(DaemonEndpoint other) {
    return new DaemonLocation(name, other);
  }

  /** Ids have no scopes: anybody may give an image any. */
  @Override
  public List<String> policyScopes() {
    return switch (name) {
      case DaemonName.Named(var reference) -> PolicyScopes.of(reference);
      case DaemonName.Id _ -> List.of();
    };
  }

  @Override
  public Optional<Reference> dockerReference() {
    return name instanceof DaemonName.Named(var reference)
        ? Optional.of(reference)
        : Optional.empty();
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    try (Engine engine = Engine.open(endpoint)) {
      return engine.save(
          name.toString(),
          archive -> new DaemonSource(SavedImageExchange.source(this, archive, context)));
    }
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    if (!(name instanceof DaemonName.Named(TagReference tag))) {
      throw new IOException(
          "invalid destination %s: the image needs a name and a tag".formatted(this));
    }
    Engine.open(endpoint).close(); // before anything is transferred
    return SavedImageExchange.destination(this, List.of(tag), this::load, context);
  }

  private void load(SavedImageExchange.Content archive) throws IOException {
    try (Engine engine = Engine.open(endpoint)) {
      engine.load(archive);
    }
  }

  @Override
  public String toString() {
    return "docker-daemon:" + name;
  }
}
