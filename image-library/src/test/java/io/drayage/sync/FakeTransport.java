package io.drayage.sync;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TagListing;
import io.drayage.transport.Transport;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A transport that only parses; a place of it can list the names it was made with. */
record FakeTransport(String name, List<String> names) implements Transport {

  /** Docker's own, and fakes for folders and layouts. */
  static Transports withLayout(String... names) {
    return new Transports(
        List.of(
            DockerTransport.INSTANCE,
            new FakeTransport("dir", List.of()),
            new FakeTransport("oci", List.of(names))));
  }

  @Override
  public ImageLocation parse(String text) {
    return new Place(this, text);
  }

  private record Place(FakeTransport transport, String text) implements ImageLocation {
    @Override
    public ImageSource openSource(TransportContext context) {
      return new Listable(this);
    }

    @Override
    public ImageDestination openDestination(TransportContext context) throws IOException {
      throw new IOException("nothing is written to " + this);
    }

    @Override
    public String toString() {
      return transport.name() + ":" + text;
    }
  }

  private record Listable(Place location) implements ImageSource, TagListing {
    @Override
    public List<String> tags() {
      return location.transport().names();
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
