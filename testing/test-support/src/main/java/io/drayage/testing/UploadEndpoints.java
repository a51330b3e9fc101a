package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v2/<name>/blobs/uploads/…}: sessions, chunks, mounts. */
final class UploadEndpoints {
  private static final Pattern CONTENT_RANGE = Pattern.compile("(?:bytes )?(\\d+)-(\\d+)(?:/.*)?");

  private final RegistryState state;

  UploadEndpoints(RegistryState state) {
    this.state = state;
  }

  /** POST on the collection: mount, take a whole blob, or open a session. */
  void open(HttpCall call, String repository) throws IOException {
    if (!call.method().equals("POST")) {
      call.error(405, "UNSUPPORTED", "POST opens an upload");
      return;
    }
    Optional<Digest> mount = call.parameter("mount").flatMap(RepositoryContent::parseDigest);
    if (mount.isPresent() && mounted(call, repository, mount.get())) {
      return;
    }
    var session = new UploadSession(repository, state.settings.keepUpTo());
    Optional<String> digest = call.parameter("digest");
    if (digest.isPresent() && !state.is(RegistrySwitch.NO_MONOLITHIC_POST)) {
      call.readBody(session::append);
      finish(call, session, digest.get());
      return;
    }
    String id = state.newUploadId();
    state.uploads.put(id, session);
    if (state.settings.chunkMinimum() > 0) {
      call.set("OCI-Chunk-Min-Length", Long.toString(state.settings.chunkMinimum()));
    }
    progress(call, id, session).answer(202);
  }

  private boolean mounted(HttpCall call, String repository, Digest digest) throws IOException {
    if (state.is(RegistrySwitch.REFUSES_MOUNTS)) {
      return false;
    }
    Optional<Content> content =
        call.parameter("from").flatMap(state::existing).map(from -> from.blobs.get(digest));
    if (content.isEmpty()) {
      return false;
    }
    state.repository(repository).blobs.put(digest, content.get());
    created(call, repository, digest);
    return true;
  }

  void handle(HttpCall call, String repository, String id) throws IOException {
    UploadSession session = state.uploads.get(id);
    if (session == null || !session.repository().equals(repository)) {
      call.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
      return;
    }
    switch (call.method()) {
      case "GET" -> progress(call, id, session).answer(204);
      case "DELETE" -> {
        state.uploads.remove(id);
        call.answer(204);
      }
      case "PATCH" -> patch(call, id, session);
      case "PUT" -> put(call, id, session);
      default -> call.error(405, "UNSUPPORTED", "not for uploads");
    }
  }

  private void patch(HttpCall call, String id, UploadSession session) throws IOException {
    if (isStale(call, session)) {
      call.error(400, "BLOB_UPLOAD_INVALID", "this is not the Location of the last answer");
      return;
    }
    long before = session.offset();
    if (isOutOfOrder(call, before) || !session.acceptsChunk()) {
      progress(call, id, session).error(416, "BLOB_UPLOAD_INVALID", "chunk out of order or short");
      return;
    }
    call.readBody(session::append);
    session.chunkEnded(session.offset() - before, state.settings.chunkMinimum());
    progress(call, id, session).answer(202);
  }

  private void put(HttpCall call, String id, UploadSession session) throws IOException {
    Optional<String> digest = call.parameter("digest");
    if (isStale(call, session) || digest.isEmpty()) {
      call.error(400, "BLOB_UPLOAD_INVALID", "no digest, or not the Location of the last answer");
      return;
    }
    if (isOutOfOrder(call, session.offset())) {
      progress(call, id, session).error(416, "BLOB_UPLOAD_INVALID", "chunk out of order");
      return;
    }
    call.readBody(session::append);
    state.uploads.remove(id);
    finish(call, session, digest.get());
  }

  private static boolean isOutOfOrder(HttpCall call, long offset) {
    Optional<String> range = call.header("Content-Range");
    if (range.isEmpty()) {
      return false;
    }
    Matcher matcher = CONTENT_RANGE.matcher(range.get());
    return !matcher.matches() || Long.parseLong(matcher.group(1)) != offset;
  }

  private static boolean isStale(HttpCall call, UploadSession session) {
    return !call.parameter("_state").equals(Optional.of(Integer.toString(session.state())));
  }

  private void finish(HttpCall call, UploadSession session, String expected) throws IOException {
    Optional<Digest> digest = RepositoryContent.parseDigest(expected);
    if (digest.isEmpty()) {
      call.error(400, "DIGEST_INVALID", "invalid digest");
      return;
    }
    UploadSession.Finished finished = session.finish(digest.get().algorithm());
    if (!finished.digest().equals(digest.get())) {
      call.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
      return;
    }
    state.repository(session.repository()).blobs.put(finished.digest(), finished.content());
    created(call, session.repository(), finished.digest());
  }

  private void created(HttpCall call, String repository, Digest digest) throws IOException {
    if (!state.is(RegistrySwitch.NO_DIGEST_HEADER)) {
      call.set("Docker-Content-Digest", digest.toString());
    }
    location(call, "/v2/%s/blobs/%s".formatted(repository, digest)).answer(201);
  }

  private HttpCall progress(HttpCall call, String id, UploadSession session) {
    long offset = session.offset();
    call.set("Range", "0-" + Math.max(0, offset - 1)).set("Docker-Upload-UUID", id);
    return location(
        call,
        "/v2/%s/blobs/uploads/%s?_state=%d"
            .formatted(session.repository(), id, session.nextState()));
  }

  private HttpCall location(HttpCall call, String path) {
    String prefix = state.is(RegistrySwitch.ABSOLUTE_LOCATION) ? call.origin() : "";
    return call.set("Location", prefix + path);
  }
}
