package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RepositoryName;
import io.drayage.registry.HostGate.Weight;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Blobs that are read: OCI Distribution Specification, "Pulling blobs". */
final class Blobs {
  private final Caller caller;

  Blobs(Caller caller) {
    this.caller = caller;
  }

  OptionalLong head(RepositoryName repository, Digest digest) throws IOException {
    Call call = call("looking up the blob", "HEAD", repository, digest);
    try (Answer answer = caller.send(call)) {
      if (answer.status() == 404) {
        return OptionalLong.empty();
      }
      if (answer.status() != 200) {
        throw caller.failure(call, answer);
      }
      OptionalLong length = answer.contentLength();
      if (length.isPresent()) {
        return length;
      }
    }
    return sizeByRange(repository, digest);
  }

  /** For registries behind something that drops the length of an answer without a body. */
  private OptionalLong sizeByRange(RepositoryName repository, Digest digest) throws IOException {
    Call call = call("looking up the blob", "GET", repository, digest).with("Range", "bytes=0-0");
    Answer answer = caller.send(call);
    try {
      if (answer.status() == 200 && answer.contentLength().isPresent()) {
        return answer.contentLength();
      }
      ContentRange range = ContentRange.of(answer);
      if (answer.status() == 206 && range.total() >= 0) {
        return OptionalLong.of(range.total());
      }
      throw new RegistryException.ProtocolViolation(
          "%s: the registry does not say how large it is".formatted(call.what()));
    } finally {
      answer.abort();
    }
  }

  BlobStream open(RepositoryName repository, Descriptor blob) throws IOException {
    HostGate.Permit permit = caller.gate().enter(Weight.DOWNLOAD);
    try {
      return new BlobStream(
          this,
          caller.retries(),
          new BlobStream.Source(repository, blob, permit),
          request(repository, blob, 0));
    } catch (IOException | RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  /** One whose size only the registry knows; an answer in chunks takes another request for it. */
  BlobStream open(RepositoryName repository, Digest digest) throws IOException {
    HostGate.Permit permit = caller.gate().enter(Weight.DOWNLOAD);
    try {
      Call call = call("reading the blob", "GET", repository, digest).weighing(Weight.NONE);
      Answer answer = caller.send(call);
      if (answer.status() != 200) {
        throw caller.failure(call, answer);
      }
      OptionalLong length = answer.contentLength();
      if (length.isPresent()) {
        var blob = new Descriptor(MediaType.OCTET_STREAM, digest, length.getAsLong());
        var source = new BlobStream.Source(repository, blob, permit);
        return new BlobStream(this, caller.retries(), source, answer);
      }
      answer.abort();
    } catch (IOException | RuntimeException e) {
      permit.close();
      throw e;
    }
    permit.close();
    OptionalLong size = head(repository, digest);
    if (size.isEmpty()) {
      throw new RegistryException.NotFound(
          "reading the blob %s@%s: it is gone".formatted(repository, digest));
    }
    return open(repository, new Descriptor(MediaType.OCTET_STREAM, digest, size.getAsLong()));
  }

  InputStream openAt(RepositoryName repository, Descriptor blob, long offset) throws IOException {
    HostGate.Permit permit = caller.gate().enter(Weight.DOWNLOAD);
    try {
      return new PartStream(request(repository, blob, offset), permit);
    } catch (IOException | RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  /** The part of a blob from an offset on. The caller holds the permit and closes the answer. */
  Answer request(RepositoryName repository, Descriptor blob, long offset) throws IOException {
    Call call = call("reading the blob", "GET", repository, blob.digest()).weighing(Weight.NONE);
    if (offset > 0) {
      call = call.with("Range", "bytes=" + offset + "-");
    }
    Answer answer = caller.send(call);
    try {
      if (answer.status() != 200 && (answer.status() != 206 || offset == 0)) {
        throw caller.failure(call, answer);
      }
      long begins = answer.status() == 206 ? ContentRange.of(answer).first() : 0;
      if (answer.status() == 206 && begins != offset) {
        throw new RegistryException.ProtocolViolation(
            "%s: asked for the bytes from %d on, got %s"
                .formatted(
                    call.what(),
                    offset,
                    Redaction.excerpt(answer.header("Content-Range").orElse("no range"), 80)));
      }
      checkLength(call, answer, blob, begins);
      if (begins < offset) {
        answer.body().skipNBytes(offset - begins);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      answer.abort();
      throw e;
    }
  }

  private static void checkLength(Call call, Answer answer, Descriptor blob, long begins)
      throws RegistryException {
    OptionalLong length = answer.contentLength();
    if (length.isPresent() && begins + length.getAsLong() != blob.size()) {
      throw new RegistryException.ContentMismatch(
          "%s: it should have %d bytes, the registry has %d"
              .formatted(call.what(), blob.size(), begins + length.getAsLong()));
    }
  }

  void delete(RepositoryName repository, Digest digest) throws IOException {
    Call call =
        call("deleting the blob", "DELETE", repository, digest)
            .needing(Scopes.of(Scope.delete(repository.path())));
    try (Answer answer = caller.send(call)) {
      if (answer.status() != 202
          && answer.status() != 200
          && answer.status() != 204
          && answer.status() != 404) {
        throw caller.failure(call, answer);
      }
    }
  }

  private static Call call(String what, String method, RepositoryName repository, Digest digest) {
    return Call.of(
        Kind.BLOB,
        "%s %s@%s".formatted(what, repository, digest),
        method,
        repository,
        "blobs/" + digest);
  }
}
