package io.drayage.sync;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TagListing;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Registries that have tags and nothing else, and remember who asked for them. */
final class FakeRegistries implements SyncContexts {
  private final Map<String, List<String>> tags = new ConcurrentHashMap<>();
  private final Map<RegistryOptions, TransportContext> contexts = new ConcurrentHashMap<>();
  private final TransportContext destination = context(RegistryOptions.CONFIGURED);

  /** Each list that was asked for: the options and the repository. */
  final ConcurrentLinkedQueue<String> lists = new ConcurrentLinkedQueue<>();

  FakeRegistries with(String repository, String... names) {
    tags.put(repository, List.of(names));
    return this;
  }

  @Override
  public TransportContext source(RegistryOptions entry) {
    return contexts.computeIfAbsent(entry, this::context);
  }

  @Override
  public TransportContext destination() {
    return destination;
  }

  private TransportContext context(RegistryOptions options) {
    return new TransportContext(new Access(options), Path.of("unused"), Optional.empty());
  }

  private final class Access implements RegistryAccess {
    private final RegistryOptions options;

    Access(RegistryOptions options) {
      this.options = options;
    }

    @Override
    public ImageSource openSource(DockerLocation location) {
      return new Listable(location, options);
    }

    @Override
    public ImageDestination openDestination(DockerLocation location) throws IOException {
      throw new IOException("nothing is written to " + location);
    }

    @Override
    public void close() {}
  }

  private final class Listable implements ImageSource, TagListing {
    private final DockerLocation location;
    private final RegistryOptions options;

    Listable(DockerLocation location, RegistryOptions options) {
      this.location = location;
      this.options = options;
    }

    @Override
    public List<String> tags() throws IOException {
      String repository = location.reference().repository().toString();
      lists.add(options.tlsVerification() + " " + repository);
      List<String> names = tags.get(repository);
      if (names == null) {
        throw new ContentNotFoundException("repository name not known to registry");
      }
      return names;
    }

    @Override
    public ImageLocation location() {
      return location;
    }

    @Override
    public Optional<Digest> resolve() {
      return Optional.empty();
    }

    @Override
    public RawManifest manifest() throws IOException {
      throw new IOException("no manifest");
    }

    @Override
    public RawManifest manifest(Descriptor child) throws IOException {
      throw new IOException("no manifest");
    }

    @Override
    public BlobContent blob(Descriptor blob) throws IOException {
      throw new IOException("no blob");
    }

    @Override
    public void close() {}
  }
}
