package io.drayage.copier.engine;

import io.drayage.copier.domain.run.RegistryTags;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.RegistryException;
import io.drayage.transport.RegistryRouting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks registries about their tags; one client for each that was asked. Thread-safe. */
final class DirectTags implements RegistryTags, AutoCloseable {
  private final RegistryRouting routing;
  private final RegistryClientOptions options;
  private final Map<RegistryEndpoint, RegistryClient> clients = new ConcurrentHashMap<>();

  DirectTags(RegistryRouting routing, RegistryClientOptions options) {
    this.routing = routing;
    this.options = options;
  }

  private RegistryClient client(Reference reference) throws IOException {
    RegistryRouting.Route route = routing.forWriting(reference);
    if (route.refusal().isPresent()) {
      throw new IOException(route.refusal().get());
    }
    return clients.computeIfAbsent(
        route.endpoint(), endpoint -> RegistryClient.open(endpoint, options));
  }

  @Override
  public List<Tag> list(RepositoryName repository) throws IOException {
    try {
      return client(new TagReference(repository, Tag.LATEST)).tags(repository).tags();
    } catch (RegistryException.NotFound _) {
      return List.of();
    }
  }

  @Override
  public Optional<Digest> digest(Reference image) throws IOException {
    return client(image).headManifest(image).map(Descriptor::digest);
  }

  @Override
  public RawManifest manifest(Reference image) throws IOException {
    return client(image).manifest(image);
  }

  @Override
  public void put(TagReference tag, RawManifest manifest) throws IOException {
    client(tag).putManifest(tag, manifest);
  }

  @Override
  public void remove(TagReference tag) throws IOException {
    client(tag).deleteManifest(tag);
  }

  @Override
  public void close() {
    clients.values().forEach(RegistryClient::close);
  }
}
