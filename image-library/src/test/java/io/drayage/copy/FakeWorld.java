package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.registry.Body;
import io.drayage.transport.BlobContent;
import io.drayage.transport.BlobMounting;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.LayerForm;
import io.drayage.transport.RepositoryContent;
import io.drayage.transport.StreamingBlobs;
import io.drayage.transport.Transport;
import io.drayage.transport.TransportContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Registries in memory that write down every operation. */
final class FakeWorld {
  /** Something done to a blob of the source before it is read. */
  interface Reading {
    InputStream read(Digest blob, InputStream content) throws IOException;
  }

  final Map<RepositoryName, Map<Digest, byte[]>> blobs = new ConcurrentHashMap<>();
  final Map<RepositoryName, Map<String, RawManifest>> manifests = new ConcurrentHashMap<>();
  final List<String> operations = new CopyOnWriteArrayList<>();
  final Set<MediaType> refused = ConcurrentHashMap.newKeySet();
  volatile Reading reading = (_, content) -> content;
  volatile LayerForm form = LayerForm.COMPRESSED;
  volatile boolean mounts = true;

  Location at(String reference) {
    return new Location(Reference.parse(reference));
  }

  Descriptor addBlob(String repository, MediaType type, byte[] content) {
    blobsOf(RepositoryName.parse(repository)).put(Digest.of(content), content);
    return new Descriptor(type, Digest.of(content), content.length);
  }

  void addManifest(String reference, RawManifest manifest) {
    store(Reference.parse(reference), manifest);
  }

  RawManifest manifest(String reference) {
    Reference parsed = Reference.parse(reference);
    RawManifest found = manifestsOf(parsed.repository()).get(parsed.identifier());
    if (found == null) {
      throw new AssertionError("there is no " + reference);
    }
    return found;
  }

  boolean has(String reference) {
    Reference parsed = Reference.parse(reference);
    return manifestsOf(parsed.repository()).containsKey(parsed.identifier());
  }

  Map<Digest, byte[]> blobsOf(RepositoryName repository) {
    return blobs.computeIfAbsent(repository, _ -> new ConcurrentHashMap<>());
  }

  Map<Digest, byte[]> blobsOf(String repository) {
    return blobsOf(RepositoryName.parse(repository));
  }

  RepositoryName repository(String name) {
    return RepositoryName.parse(name);
  }

  byte[] blob(String repository, Digest digest) {
    byte[] found = blobsOf(repository).get(digest);
    if (found == null) {
      throw new AssertionError("there is no " + digest + " in " + repository);
    }
    return found;
  }

  List<String> operations(String kind) {
    return operations.stream().filter(o -> o.startsWith(kind + " ")).toList();
  }

  private Map<String, RawManifest> manifestsOf(RepositoryName repository) {
    return manifests.computeIfAbsent(repository, _ -> new ConcurrentHashMap<>());
  }

  private void store(Reference reference, RawManifest manifest) {
    Map<String, RawManifest> there = manifestsOf(reference.repository());
    there.put(manifest.digest().toString(), manifest);
    there.put(reference.identifier(), manifest);
  }

  private void log(String kind, Object what) {
    operations.add(kind + " " + what);
  }

  final class Location implements ImageLocation {
    private final Reference reference;

    private Location(Reference reference) {
      this.reference = reference;
    }

    @Override
    public Transport transport() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ImageSource openSource(TransportContext context) {
      return new Source(this);
    }

    @Override
    public ImageDestination openDestination(TransportContext context) {
      return new Destination(this);
    }

    @Override
    public String toString() {
      return "fake://" + reference;
    }
  }

  private final class Source implements ImageSource, RepositoryContent {
    private final Location location;

    private Source(Location location) {
      this.location = location;
    }

    @Override
    public ImageLocation location() {
      return location;
    }

    @Override
    public RepositoryName repository() {
      return location.reference.repository();
    }

    @Override
    public Optional<Digest> resolve() throws IOException {
      log("source-head", location.reference);
      return Optional.of(find(location.reference).digest());
    }

    @Override
    public RawManifest manifest() throws IOException {
      log("source-manifest", location.reference);
      return find(location.reference);
    }

    @Override
    public RawManifest manifest(Descriptor child) throws IOException {
      log("source-manifest", child.digest());
      return find(new DigestReference(repository(), child.digest()));
    }

    private RawManifest find(Reference reference) throws IOException {
      RawManifest found = manifestsOf(reference.repository()).get(reference.identifier());
      if (found == null) {
        throw new ContentNotFoundException("manifest unknown: " + reference);
      }
      return found;
    }

    @Override
    public BlobContent blob(Descriptor blob) throws IOException {
      log("source-blob", blob.digest());
      byte[] content = blobsOf(repository()).get(blob.digest());
      if (content == null) {
        throw new ContentNotFoundException("blob unknown: " + blob.digest());
      }
      return new BlobContent(
          reading.read(blob.digest(), new ByteArrayInputStream(content)),
          OptionalLong.of(content.length));
    }

    @Override
    public void close() {}
  }

  private final class Destination
      implements ImageDestination, StreamingBlobs, BlobMounting, RepositoryContent {
    private final Location location;

    private Destination(Location location) {
      this.location = location;
    }

    @Override
    public ImageLocation location() {
      return location;
    }

    @Override
    public RepositoryName repository() {
      return location.reference.repository();
    }

    @Override
    public LayerForm layerForm() {
      return form;
    }

    @Override
    public boolean accepts(MediaType manifestType) {
      return !refused.contains(manifestType);
    }

    @Override
    public Optional<Digest> resolve() {
      log("head", location.reference);
      return Optional.ofNullable(manifestsOf(repository()).get(location.reference.identifier()))
          .map(RawManifest::digest);
    }

    @Override
    public boolean hasBlob(Descriptor blob) {
      log("has-blob", blob.digest());
      return blobsOf(repository()).containsKey(blob.digest());
    }

    @Override
    public void putBlob(Descriptor blob, Body body) throws IOException {
      log("put-blob", blob.digest());
      try (InputStream in = body.open(0)) {
        byte[] content = in.readAllBytes();
        if (!blob.digest().matches(content) || blob.size() != content.length) {
          throw new IOException("digest mismatch: " + blob.digest());
        }
        blobsOf(repository()).put(blob.digest(), content);
      }
    }

    @Override
    public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
      byte[] bytes = content.readAllBytes();
      Digest digest = Digest.of(bytes);
      log("put-blob", digest);
      blobsOf(repository()).put(digest, bytes);
      return new Descriptor(type, digest, bytes.length);
    }

    @Override
    public boolean mount(Digest blob, RepositoryName from) {
      log("mount", blob);
      byte[] content = blobsOf(from).get(blob);
      if (!mounts || content == null) {
        return false;
      }
      blobsOf(repository()).put(blob, content);
      return true;
    }

    @Override
    public boolean hasManifest(Digest digest) {
      log("has-manifest", digest);
      return manifestsOf(repository()).containsKey(digest.toString());
    }

    @Override
    public void putManifest(RawManifest manifest) throws IOException {
      log("put-manifest", manifest.digest());
      put(new DigestReference(repository(), manifest.digest()), manifest);
    }

    @Override
    public void commit(RawManifest manifest) throws IOException {
      log("put-tag", location.reference);
      put(location.reference, manifest);
    }

    private void put(Reference reference, RawManifest manifest) throws IOException {
      switch (manifest.parse()) {
        case ImageManifest image -> {
          for (Descriptor blob : image.blobs()) {
            if (CopyPlanner.isCopied(blob) && !blobsOf(repository()).containsKey(blob.digest())) {
              throw new IOException("blob unknown to registry: " + blob.digest());
            }
          }
        }
        case ImageIndex index -> {
          for (Descriptor child : index.manifests()) {
            if (!manifestsOf(repository()).containsKey(child.digest().toString())) {
              throw new IOException("manifest unknown to registry: " + child.digest());
            }
          }
        }
        case Schema1Manifest _, UnknownManifest _ -> {}
      }
      store(reference, manifest);
    }

    @Override
    public void close() {}
  }
}
