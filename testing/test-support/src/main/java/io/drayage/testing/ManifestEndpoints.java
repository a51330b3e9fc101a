package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v2/<name>/manifests/<reference>}. */
final class ManifestEndpoints {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  private final RegistryState state;

  ManifestEndpoints(RegistryState state) {
    this.state = state;
  }

  void handle(HttpCall call, String repository, String reference) throws IOException {
    switch (call.method()) {
      case "GET" -> get(call, repository, reference);
      case "HEAD" -> {
        if (state.is(RegistrySwitch.NO_MANIFEST_HEAD)) {
          call.error(405, "UNSUPPORTED", "use GET");
        } else {
          get(call, repository, reference);
        }
      }
      case "PUT" -> put(call, repository, reference);
      case "DELETE" -> delete(call, repository, reference);
      default -> call.error(405, "UNSUPPORTED", "not for manifests");
    }
  }

  private void get(HttpCall call, String repository, String reference) throws IOException {
    Optional<RepositoryContent> content = state.existing(repository);
    if (content.isEmpty()) {
      call.error(404, "NAME_UNKNOWN", "repository name not known to registry");
      return;
    }
    Optional<RawManifest> found = content.get().manifest(reference);
    if (found.isEmpty()) {
      call.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
      return;
    }
    RawManifest manifest = found.get();
    String etag = "\"" + manifest.digest() + "\"";
    call.set("ETag", etag);
    digestHeader(call, manifest.digest());
    if (call.header("If-None-Match").equals(Optional.of(etag))) {
      call.answer(304);
      return;
    }
    call.set("Content-Type", manifest.mediaType().value()).answer(200, manifest.bytes());
  }

  private void put(HttpCall call, String repository, String reference) throws IOException {
    byte[] bytes = call.body(RawManifest.MAXIMUM_SIZE);
    if (bytes.length > RawManifest.MAXIMUM_SIZE) {
      call.error(413, "MANIFEST_INVALID", "manifest too large");
      return;
    }
    boolean byDigest = reference.contains(":");
    if (!byDigest && !TAG.matcher(reference).matches()) {
      call.error(400, "TAG_INVALID", "manifest tag did not match the grammar");
      return;
    }
    MediaType type = MediaType.parse(call.header("Content-Type").orElse("application/json"));
    RawManifest manifest;
    try {
      manifest =
          byDigest
              ? RawManifest.verified(bytes, type, Digest.parse(reference))
              : RawManifest.of(bytes, type);
    } catch (InvalidFormatException e) {
      call.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
      return;
    }
    store(call, repository, reference, manifest);
  }

  private void store(HttpCall call, String repository, String reference, RawManifest manifest)
      throws IOException {
    RepositoryContent content = state.repository(repository);
    if (!state.is(RegistrySwitch.ACCEPTS_DANGLING_MANIFESTS)) {
      List<String> missing = content.missingContent(manifest);
      if (!missing.isEmpty()) {
        call.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry: " + missing);
        return;
      }
    }
    if (state.is(RegistrySwitch.IMMUTABLE_TAGS) && content.tags.containsKey(reference)) {
      call.error(409, "DENIED", "tag " + reference + " is immutable");
      return;
    }
    content.manifests.put(manifest.digest(), manifest);
    if (!reference.contains(":")) {
      content.tags.put(reference, manifest.digest());
    }
    if (!state.is(RegistrySwitch.NO_REFERRERS)) {
      Referrers.subject(manifest).ifPresent(s -> call.set("OCI-Subject", s));
    }
    digestHeader(call, manifest.digest());
    call.set("Location", "/v2/%s/manifests/%s".formatted(repository, manifest.digest()));
    call.answer(201);
  }

  private void delete(HttpCall call, String repository, String reference) throws IOException {
    boolean byDigest = reference.contains(":");
    if (state.is(RegistrySwitch.NO_DELETE)
        || (!byDigest && state.is(RegistrySwitch.NO_TAG_DELETE))) {
      call.error(405, "UNSUPPORTED", "the operation is unsupported");
      return;
    }
    Optional<RepositoryContent> content = state.existing(repository);
    Optional<Digest> digest = content.flatMap(c -> c.digestOf(reference));
    if (digest.filter(d -> content.orElseThrow().manifests.containsKey(d)).isEmpty()) {
      call.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
      return;
    }
    if (byDigest) {
      content.orElseThrow().manifests.remove(digest.get());
      content.orElseThrow().tags.values().removeIf(digest.get()::equals);
    } else {
      content.orElseThrow().tags.remove(reference);
    }
    call.answer(202);
  }

  private void digestHeader(HttpCall call, Digest digest) {
    if (!state.is(RegistrySwitch.NO_DIGEST_HEADER)) {
      call.set("Docker-Content-Digest", digest.toString());
    }
  }
}
