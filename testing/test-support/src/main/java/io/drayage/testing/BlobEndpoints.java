package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** {@code /v2/<name>/blobs/<digest>}. */
final class BlobEndpoints {
  private final RegistryState state;

  BlobEndpoints(RegistryState state) {
    this.state = state;
  }

  void handle(HttpCall call, String repository, String reference) throws IOException {
    Optional<Digest> digest = RepositoryContent.parseDigest(reference);
    if (digest.isEmpty()) {
      call.error(400, "DIGEST_INVALID", "invalid digest");
      return;
    }
    Optional<Content> content = state.existing(repository).map(r -> r.blobs.get(digest.get()));
    if (content.isEmpty()) {
      call.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
      return;
    }
    switch (call.method()) {
      case "GET", "HEAD" -> get(call, digest.get(), content.get());
      case "DELETE" -> delete(call, repository, digest.get());
      default -> call.error(405, "UNSUPPORTED", "not for blobs");
    }
  }

  private void get(HttpCall call, Digest digest, Content content) throws IOException {
    Optional<BlobOrigin> origin = state.settings.blobOrigin();
    if (origin.isPresent() && !call.isHead()) {
      call.set("Location", origin.get().sign(digest, content)).answer(307);
      return;
    }
    if (!state.is(RegistrySwitch.NO_DIGEST_HEADER)) {
      call.set("Docker-Content-Digest", digest.toString());
    }
    call.set("Content-Type", "application/octet-stream");
    boolean ranges = !state.is(RegistrySwitch.IGNORES_RANGE);
    if (ranges) {
      call.set("Accept-Ranges", "bytes");
    }
    call.content(content, ranges);
  }

  private void delete(HttpCall call, String repository, Digest digest) throws IOException {
    if (state.is(RegistrySwitch.NO_DELETE)) {
      call.error(405, "UNSUPPORTED", "the operation is unsupported");
      return;
    }
    state.repository(repository).blobs.remove(digest);
    call.answer(202);
  }
}
