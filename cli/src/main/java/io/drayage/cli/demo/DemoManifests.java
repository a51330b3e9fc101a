package io.drayage.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The manifests and tags of the demo's registry. Thread-safe. */
final class DemoManifests {

  private static final class Repository {
    final Map<Digest, RawManifest> manifests = new ConcurrentHashMap<>();
    final Map<String, Digest> tags = new TreeMap<>();
  }

  private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
  private final DemoBlobs blobs;

  DemoManifests(DemoBlobs blobs) {
    this.blobs = blobs;
  }

  /** Specification, "Pulling manifests", "Pushing manifests" and "Deleting manifests". */
  synchronized DemoAnswer answer(HttpExchange exchange, String name, String reference)
      throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" ->
          find(name, reference)
              .map(
                  manifest ->
                      new DemoAnswer(
                          200,
                          Map.of(
                              "Content-Type", manifest.mediaType().value(),
                              "Docker-Content-Digest", manifest.digest().toString()),
                          manifest.bytes()))
              .orElseGet(() -> DemoAnswer.error(404, "MANIFEST_UNKNOWN", "no such manifest"));
      case "PUT" -> put(exchange, name, reference);
      case "DELETE" -> delete(name, reference);
      default -> DemoAnswer.error(405, "UNSUPPORTED", "no such method");
    };
  }

  /** Specification, "Listing tags". */
  synchronized DemoAnswer tags(String name) {
    Repository repository = repositories.get(name);
    if (repository == null) {
      return DemoAnswer.error(404, "NAME_UNKNOWN", "no such repository");
    }
    return DemoAnswer.json(
        200,
        "{\"name\":\"%s\",\"tags\":[%s]}"
            .formatted(
                name,
                repository.tags.keySet().stream()
                    .map(tag -> "\"" + tag + "\"")
                    .collect(Collectors.joining(","))));
  }

  private Optional<RawManifest> find(String name, String reference) {
    Repository repository = repositories.get(name);
    if (repository == null) {
      return Optional.empty();
    }
    Digest digest =
        reference.contains(":") ? Digest.parse(reference) : repository.tags.get(reference);
    return digest == null
        ? Optional.empty()
        : Optional.ofNullable(repository.manifests.get(digest));
  }

  private DemoAnswer put(HttpExchange exchange, String name, String reference) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    RawManifest manifest;
    try {
      manifest =
          RawManifest.of(
              exchange.getRequestBody().readNBytes(RawManifest.MAXIMUM_SIZE + 1),
              MediaType.parse(type == null ? "" : type));
      Optional<Digest> missing = missing(name, manifest.parse());
      if (missing.isPresent()) {
        return DemoAnswer.error(404, "MANIFEST_BLOB_UNKNOWN", "missing " + missing.get());
      }
    } catch (InvalidFormatException e) {
      return DemoAnswer.error(400, "MANIFEST_INVALID", "the manifest is malformed");
    }
    if (reference.contains(":") && !reference.equals(manifest.digest().toString())) {
      return DemoAnswer.error(400, "DIGEST_INVALID", "the manifest has another digest");
    }
    Repository repository = repositories.computeIfAbsent(name, _ -> new Repository());
    repository.manifests.put(manifest.digest(), manifest);
    if (!reference.contains(":")) {
      repository.tags.put(reference, manifest.digest());
    }
    return DemoAnswer.empty(201)
        .with("Location", "/v2/%s/manifests/%s".formatted(name, manifest.digest()))
        .with("Docker-Content-Digest", manifest.digest().toString());
  }

  private Optional<Digest> missing(String name, Manifest manifest) {
    return switch (manifest) {
      case ImageManifest image ->
          image.blobs().stream()
              .map(Descriptor::digest)
              .filter(digest -> !blobs.has(name, digest))
              .findFirst();
      case ImageIndex index ->
          index.manifests().stream()
              .map(Descriptor::digest)
              .filter(digest -> find(name, digest.toString()).isEmpty())
              .findFirst();
      case Schema1Manifest _, UnknownManifest _ -> Optional.empty();
    };
  }

  private DemoAnswer delete(String name, String reference) {
    Optional<RawManifest> manifest = find(name, reference);
    if (manifest.isEmpty()) {
      return DemoAnswer.error(404, "MANIFEST_UNKNOWN", "no such manifest");
    }
    Repository repository = repositories.computeIfAbsent(name, _ -> new Repository());
    Digest digest = manifest.get().digest();
    repository.manifests.remove(digest);
    repository.tags.values().removeIf(digest::equals);
    return DemoAnswer.empty(202);
  }
}
