package io.drayage.registry;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.HostGate.Weight;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The requests of an upload: OCI Distribution Specification, "Pushing blobs". */
final class Uploads {
  private final Caller caller;

  Uploads(Caller caller) {
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** Where a session stands. */
  record Progress(URI location, long offset) {}

  UploadMark start(RepositoryName repository) throws IOException {
    caller.authorizer().expectPush(repository);
    Call call = post(repository, "beginning an upload to " + repository, "blobs/uploads/");
    return begin(repository, call)
        .orElseThrow(
            () ->
                new RegistryException.ProtocolViolation(
                    call.what() + ": the registry answered as if a blob had been mounted"));
  }

  /** Mounts, or says where the upload is that the registry began instead. */
  Optional<UploadMark> mount(RepositoryName to, Digest blob, RepositoryName from)
      throws IOException {
    caller.authorizer().expectPush(to);
    Call call =
        post(
                to,
                "mounting %s from %s to %s".formatted(blob, from, to),
                "blobs/uploads/?mount=%s&from=%s".formatted(blob, from.path()))
            .needing(new Scopes(List.of(Scope.push(to.path()), Scope.pull(from.path()))));
    return begin(to, call);
  }

  private Optional<UploadMark> begin(RepositoryName repository, Call call) throws IOException {
    return SessionStart.await(
        call.what(),
        () -> {
          try (Answer answer = caller.send(call)) {
            return switch (answer.status()) {
              case 201 -> Optional.empty();
              case 202 -> Optional.of(begun(call, answer));
              default -> throw caller.failure(call, answer);
            };
          }
        },
        session -> cancel(new BlobUpload(this, repository, session)));
  }

  private static UploadMark begun(Call call, Answer answer) throws IOException {
    String minimum = answer.header("OCI-Chunk-Min-Length").orElse("").strip();
    return new UploadMark(
        location(call, answer), 0, minimum.matches("[0-9]{1,18}") ? Long.parseLong(minimum) : 0);
  }

  private static Call post(RepositoryName repository, String what, String rest) {
    return Call.of(Kind.UPLOAD, what, "POST", repository, rest)
        .sending(Payload.empty())
        .needing(Scopes.of(Scope.push(repository.path())));
  }

  /** Sends a piece; where the session stands then. */
  Progress patch(BlobUpload upload, Payload piece) throws IOException {
    Call call = call(upload, "PATCH", upload.location()).sending(piece).weighing(Weight.NONE);
    if (piece.length() >= 0) {
      long first = upload.offset();
      call = call.with("Content-Range", first + "-" + (first + piece.length() - 1));
    }
    try (Answer answer = caller.send(call)) {
      if (answer.status() < 200 || answer.status() > 204) {
        throw caller.failure(call, answer);
      }
      return progress(call, answer);
    }
  }

  /** Sends a whole blob, or nothing more, and ends the session. */
  void put(BlobUpload upload, Digest digest, Payload content) throws IOException {
    URI address = Locations.with(upload.location(), "digest", digest.toString());
    Call call = call(upload, "PUT", address).sending(content).weighing(Weight.NONE);
    try (Answer answer = caller.send(call)) {
      if (answer.status() < 200 || answer.status() > 204) {
        throw caller.failure(call, answer);
      }
    }
  }

  Progress status(BlobUpload upload) throws IOException {
    return status(upload.repository(), upload.location());
  }

  Progress status(RepositoryName repository, URI location) throws IOException {
    Call call =
        Call.of(
                Kind.UPLOAD,
                "asking for the state of the upload to " + repository,
                "GET",
                repository,
                "")
            .at(location)
            .needing(Scopes.of(Scope.push(repository.path())));
    try (Answer answer = caller.send(call)) {
      if (answer.status() != 204 && answer.status() != 200 && answer.status() != 202) {
        throw caller.failure(call, answer);
      }
      URI next = answer.header("Location").isPresent() ? location(call, answer) : location;
      return new Progress(next, UploadRange.end(answer));
    }
  }

  /** Deletes a session. That it is gone already, or cannot be deleted, is no failure. */
  void cancel(BlobUpload upload) throws IOException {
    Call call = call(upload, "DELETE", upload.location());
    try (Answer answer = caller.send(call)) {
      int status = answer.status();
      if (status >= 300 && status != 404 && status != 405 && status != 400) {
        throw caller.failure(call, answer);
      }
    }
  }

  private static Call call(BlobUpload upload, String method, URI address) {
    RepositoryName repository = upload.repository();
    return Call.of(Kind.UPLOAD, "writing a blob to " + repository, method, repository, "")
        .at(address)
        .needing(Scopes.of(Scope.push(repository.path())));
  }

  private static Progress progress(Call call, Answer answer) throws IOException {
    return new Progress(location(call, answer), UploadRange.end(answer));
  }

  private static URI location(Call call, Answer answer) throws IOException {
    Optional<String> location = answer.header("Location");
    if (location.isEmpty()) {
      throw new RegistryException.ProtocolViolation(
          "%s: the registry does not say where the upload goes on".formatted(call.what()));
    }
    return Locations.resolve(answer.uri(), location.get());
  }
}
