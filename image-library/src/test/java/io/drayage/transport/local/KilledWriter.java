package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalLong;

/** A process that writes the first blob of an image, and hangs in the middle of the second. */
final class KilledWriter {
  private KilledWriter() {}

  /** Arguments: the kind of place, its path, a temporary folder, the seed of the image. */
  public static void main(String[] arguments) throws IOException {
    var transport = arguments[0].equals("dir") ? DirTransport.INSTANCE : OciTransport.INSTANCE;
    TestImage image = TestImage.single(Long.parseLong(arguments[3]), TestImage.Kind.OCI);
    try (ImageDestination destination =
        transport
            .parse(arguments[1])
            .openDestination(NoRegistries.context(Path.of(arguments[2])))) {
      Iterator<Descriptor> blobs = image.blobs().keySet().iterator();
      Descriptor first = blobs.next();
      destination.putBlob(first, Body.of(image.content(first)));
      Descriptor second = blobs.next();
      destination.putBlob(second, hanging(image.content(second)));
    }
  }

  private static Body hanging(byte[] content) {
    return new Body() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(content.length);
      }

      @Override
      public boolean reopenable() {
        return false;
      }

      @Override
      public InputStream open(long offset) {
        return new InputStream() {
          private boolean given;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int at, int length) throws IOException {
            if (!given) {
              given = true;
              int half = content.length / 2;
              System.arraycopy(content, 0, buffer, at, half);
              return half;
            }
            System.out.println("hanging");
            System.out.flush();
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return -1;
          }
        };
      }
    };
  }
}
