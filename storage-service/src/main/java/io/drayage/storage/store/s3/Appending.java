package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.UploadId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request that appends to an upload. */
final class Appending {
  private final S3UploadStore store;
  private final UploadId upload;
  private final PartBuffer buffer = new PartBuffer();
  private UploadState state;
  private Optional<PrefixHash> hash;

  Appending(S3UploadStore store, UploadId upload, UploadState state, Optional<PrefixHash> hash) {
    this.store = store;
    this.upload = upload;
    this.state = state;
    this.hash = hash;
  }

  /**
   * Sends the stream whose first byte was read already. When the stream breaks, what it brought is
   * stored before its failure is passed on.
   */
  long run(int first, InputStream content) throws IOException {
    resume();
    @Nullable IOException broken = null;
    int next = first;
    while (next >= 0) {
      if (buffer.isFull()) {
        sendPart();
      }
      int before = buffer.length();
      buffer.add(next);
      try {
        fill(content);
        next = buffer.isFull() ? content.read() : -1;
      } catch (IOException e) {
        broken = e;
        next = -1;
      }
      hash.ifPresent(h -> h.update(buffer.bytes(), before, buffer.length() - before));
    }
    end();
    if (broken != null) {
      throw broken;
    }
    return state.offset();
  }

  private void fill(InputStream content) throws IOException {
    int read = 0;
    while (read >= 0 && !buffer.isFull()) {
      read = buffer.readFrom(content);
    }
  }

  /** Fetches what is behind the parts, to be sent again with what follows it. */
  private void resume() throws IOException {
    if (state.object().isEmpty()) {
      return;
    }
    StoredObject tail = state.object().get();
    try (InputStream in = ObjectStream.open(store.bucket(), tail, 0, tail.size())) {
      int read = 0;
      while (read >= 0 && !buffer.isFull()) {
        read = buffer.readFrom(in);
      }
    }
    if (hash.isEmpty() && state.sent().parts() == 0) {
      PrefixHash anew = new PrefixHash();
      anew.update(buffer.bytes(), 0, buffer.length());
      hash = Optional.of(anew);
    }
  }

  private void sendPart() throws IOException {
    int number = state.sent().parts() + 1;
    if (number > Multiparts.MOST_PARTS) {
      throw new RefusedException(
          RefusalCode.TOO_LARGE,
          "a blob may have %d bytes in this registry"
              .formatted((long) Multiparts.MOST_PARTS * PartBuffer.CAPACITY));
    }
    Multipart multipart =
        state.multipart().isPresent()
            ? state.multipart().get()
            : store.multiparts().begin(store.newName());
    Part part = store.multiparts().send(multipart, number, buffer);
    Optional<StoredObject> held = state.object();
    state = store.states().save(upload, state.begun(multipart).grown(part), part);
    buffer.clear();
    remove(held);
  }

  /** Stores what no part holds, and notes where the upload stands. */
  private void end() throws IOException {
    if (state.multipart().isPresent() && buffer.length() >= Multiparts.SMALLEST_PART) {
      sendPart();
    }
    Optional<StoredObject> held = state.object();
    Optional<StoredObject> tail = Optional.empty();
    if (buffer.length() > 0) {
      tail = Optional.of(new StoredObject(store.newName(), buffer.length()));
      store.bucket().put(tail.get().name(), buffer.bytes(), buffer.length());
    }
    Optional<Digest> known = hash.map(PrefixHash::soFar);
    state = store.states().save(upload, state.ending(tail, known));
    hash.ifPresent(h -> store.keepHash(upload, h));
    remove(held);
  }

  private void remove(Optional<StoredObject> held) throws IOException {
    if (held.isPresent()) {
      store.bucket().delete(held.get().name());
    }
  }
}
