package io.drayage.storage.store.s3;

import io.drayage.storage.domain.DamagedBlobException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A range of an object. Where a connection breaks, the next one goes on. */
final class ObjectStream extends InputStream {
  private static final int REPEATS = 3;

  private final Bucket bucket;
  private final StoredObject object;
  private final long end;
  private long position;
  private @Nullable ResponseInputStream<GetObjectResponse> in;

  private ObjectStream(Bucket bucket, StoredObject object, long start, long end) {
    this.bucket = bucket;
    this.object = object;
    this.position = start;
    this.end = end;
  }

  /**
   * Begins to read; an object that is not there is noticed here.
   *
   * @param end behind the last byte to read
   */
  static ObjectStream open(Bucket bucket, StoredObject object, long start, long end)
      throws IOException {
    ObjectStream stream = new ObjectStream(bucket, object, start, end);
    if (start < end) {
      stream.in = bucket.get(object.name(), start, end - start);
    }
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (position == end || length == 0) {
      return length == 0 ? 0 : -1;
    }
    IOException failure = new IOException("nothing was read");
    for (int repeat = 0; repeat <= REPEATS; repeat++) {
      try {
        int read = current().read(bytes, offset, (int) Math.min(length, end - position));
        if (read > 0) {
          position += read;
          return read;
        }
        failure =
            new IOException(
                "the object %s ended at %d instead of %d".formatted(object.name(), position, end));
      } catch (IOException e) {
        failure = e;
      }
      drop();
      checkSize();
    }
    throw failure;
  }

  /** Tells an object that has changed from a connection that broke. */
  private void checkSize() throws IOException {
    Optional<Long> size = bucket.size(object.name());
    if (size.filter(actual -> actual != object.size()).isPresent()) {
      throw new DamagedBlobException(
          "the object %s has %d bytes instead of %d"
              .formatted(object.name(), size.get(), object.size()));
    }
  }

  private InputStream current() throws IOException {
    @Nullable ResponseInputStream<GetObjectResponse> open = in;
    if (open == null) {
      open = bucket.get(object.name(), position, end - position);
      in = open;
    }
    return open;
  }

  private void drop() {
    if (in != null) {
      in.abort();
      in = null;
    }
  }

  /** Does not wait for what was not read. */
  @Override
  public void close() throws IOException {
    if (in != null && position == end) {
      in.close();
      in = null;
    }
    drop();
  }
}
