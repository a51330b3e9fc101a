package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Manifests: OCI Distribution Specification, "Pulling manifests" and "Pushing manifests". */
final class Manifests {
  private static final String ACCEPT =
      String.join(
          ", ",
          List.of(
              MediaType.OCI_MANIFEST.value(),
              MediaType.OCI_INDEX.value(),
              MediaType.DOCKER_MANIFEST.value(),
              MediaType.DOCKER_LIST.value(),
              MediaType.DOCKER_SCHEMA1_SIGNED.value(),
              MediaType.DOCKER_SCHEMA1.value(),
              "*/*"));

  private final Caller caller;

  Manifests(Caller caller) {
    this.caller = caller;
  }

  Optional<Descriptor> head(Reference reference) throws IOException {
    Call call = call("looking up the manifest", "HEAD", reference).with("Accept", ACCEPT);
    try (Answer answer = caller.send(call)) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      if (answer.status() != 200 && answer.status() != 405) {
        throw caller.failure(call, answer);
      }
      if (answer.status() == 200) {
        Optional<Descriptor> found = describe(reference, answer);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return getInsteadOfHead(reference);
  }

  /** What the headers say, unless they say too little. */
  private static Optional<Descriptor> describe(Reference reference, Answer answer) {
    Optional<Digest> digest = ContentHeaders.digest(answer);
    if (reference instanceof DigestReference byDigest) {
      digest = Optional.of(byDigest.digest());
    }
    OptionalLong size = answer.contentLength();
    Optional<MediaType> type = ContentHeaders.mediaType(answer).filter(ManifestKind::isTelling);
    if (digest.isEmpty() || size.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Descriptor(type.get(), digest.get(), size.getAsLong()));
  }

  private Optional<Descriptor> getInsteadOfHead(Reference reference) throws IOException {
    try {
      return Optional.of(get(reference).descriptor());
    } catch (RegistryException.NotFound e) {
      return Optional.empty();
    }
  }

  RawManifest get(Reference reference) throws IOException {
    Call call = call("reading the manifest", "GET", reference).with("Accept", ACCEPT);
    try (Answer answer = caller.send(call)) {
      if (answer.status() != 200) {
        throw caller.failure(call, answer);
      }
      if (answer.contentLength().orElse(0) > RawManifest.MAXIMUM_SIZE) {
        throw tooLarge(call);
      }
      Optional<MediaType> declared = ContentHeaders.mediaType(answer);
      Optional<Digest> announced = ContentHeaders.digest(answer);
      byte[] bytes = read(call, answer);
      MediaType type = ManifestKind.of(call.what(), declared, bytes);
      return verified(call, reference, announced, RawManifest.of(bytes, type));
    }
  }

  private byte[] read(Call call, Answer answer) throws IOException {
    byte[] bytes;
    try {
      bytes = answer.readAtMost(RawManifest.MAXIMUM_SIZE + 1);
    } catch (IOException e) {
      throw Thread.currentThread().isInterrupted()
          ? Interruption.during(call.what(), e)
          : Failures.unavailable(call.what(), Origin.of(answer.uri()).authority(), e);
    }
    if (bytes.length > RawManifest.MAXIMUM_SIZE) {
      throw tooLarge(call);
    }
    return bytes;
  }

  private static RegistryException tooLarge(Call call) {
    return new RegistryException.InvalidContent(
        "%s: it has more than %d bytes, the limit for manifests"
            .formatted(call.what(), RawManifest.MAXIMUM_SIZE));
  }

  private static RawManifest verified(
      Call call, Reference reference, Optional<Digest> announced, RawManifest manifest)
      throws IOException {
    Optional<Digest> wanted =
        reference instanceof DigestReference byDigest ? Optional.of(byDigest.digest()) : announced;
    if (wanted.isEmpty()) {
      return manifest;
    }
    try {
      return RawManifest.verified(manifest.bytes(), manifest.mediaType(), wanted.get());
    } catch (InvalidFormatException e) {
      throw new RegistryException.ContentMismatch("%s: %s".formatted(call.what(), e.getMessage()));
    }
  }

  /** Whether the registry says that it lists the manifest under its subject itself. */
  boolean put(Reference reference, RawManifest manifest) throws IOException {
    RepositoryName repository = reference.repository();
    Call call =
        call("writing the manifest", "PUT", reference)
            .sending(Payload.of(manifest.bytes(), manifest.mediaType().value()))
            .needing(Scopes.of(Scope.push(repository.path())));
    try (Answer answer = caller.send(call)) {
      if (answer.status() < 200 || answer.status() > 202) {
        throw caller.failure(call, answer);
      }
      Optional<Digest> stored = ContentHeaders.digest(answer);
      if (stored.isPresent()
          && stored.get().algorithm() == manifest.digest().algorithm()
          && !stored.get().equals(manifest.digest())) {
        throw new RegistryException.ContentMismatch(
            "%s: the registry stored %s, sent was %s"
                .formatted(call.what(), stored.get(), manifest.digest()));
      }
      return answer.header("OCI-Subject").isPresent();
    }
  }

  void delete(Reference reference) throws IOException {
    Call call =
        call("deleting", "DELETE", reference)
            .needing(Scopes.of(Scope.delete(reference.repository().path())));
    try (Answer answer = caller.send(call)) {
      if (answer.status() != 202
          && answer.status() != 200
          && answer.status() != 204
          && answer.status() != 404) {
        throw caller.failure(call, answer);
      }
    }
  }

  private static Call call(String what, String method, Reference reference) {
    return Call.of(
        Kind.MANIFEST,
        what + " " + reference,
        method,
        reference.repository(),
        "manifests/" + reference.identifier());
  }
}
