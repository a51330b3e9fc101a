package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.registry.Body;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.OptionalLong;

/** A blob of the source as a body for the destination; tells how far it was read. */
final class SourceBody implements Body {
  private final ImageSource source;
  private final Descriptor blob;
  private final BlobProgressMeter meter;

  SourceBody(ImageSource source, Descriptor blob, BlobProgressMeter meter) {
    this.source = source;
    this.blob = blob;
    this.meter = meter;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(blob.size());
  }

  @Override
  public boolean reopenable() {
    return source.as(RangeReads.class).isPresent();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    try {
      return new Reading(
          offset == 0
              ? source.blob(blob).stream()
              : source.as(RangeReads.class).orElseThrow().blobFrom(blob, offset),
          offset);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SourceReadException failed(IOException e) {
    return new SourceReadException("reading blob " + blob.digest(), e);
  }

  private final class Reading extends FilterInputStream {
    private long position;

    private Reading(InputStream in, long position) {
      super(in);
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
          position += count;
          meter.at(position);
        }
        return count;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
