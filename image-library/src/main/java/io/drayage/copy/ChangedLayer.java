package io.drayage.copy;

import com.github.luben.zstd.ZstdOutputStream;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.LayerCompression;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/**
 * A layer that is packed or unpacked on its way. Its digest is known only at the end, so it goes
 * through a temporary file, which is deleted in any case.
 */
record ChangedLayer(LayerChange change, Path temporaryFolder) {
  /** Reads the source's layer, changes it, and stores the result. */
  StoredLayer store(Descriptor layer, Body source, ImageDestination destination)
      throws IOException {
    Files.createDirectories(temporaryFolder);
    Path file = Files.createTempFile(temporaryFolder, "dray-layer-", null);
    try {
      MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
      try (InputStream in = source.open(0);
          OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        change(in, out);
      }
      StoredLayer stored =
          new StoredLayer(
              Digest.finish(DigestAlgorithm.SHA256, digest), Files.size(file), compression());
      Descriptor descriptor = layer.withContent(stored.digest(), stored.size());
      if (!destination.hasBlob(descriptor)) {
        destination.putBlob(descriptor, new FileBody(file, stored.size()));
      }
      return stored;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private LayerCompression compression() {
    return switch (change) {
      case LayerChange.Compress(var algorithm, _) ->
          switch (algorithm) {
            case GZIP -> LayerCompression.GZIP;
            case ZSTD -> LayerCompression.ZSTD;
          };
      case LayerChange.Decompress _ -> LayerCompression.NONE;
      case LayerChange.None _ -> LayerCompression.UNKNOWN;
    };
  }

  private void change(InputStream in, OutputStream out) throws IOException {
    try (OutputStream packed = pack(new Unclosed(out))) {
      Unpacking.copy(in, packed);
    }
  }

  private OutputStream pack(OutputStream out) throws IOException {
    return switch (change) {
      case LayerChange.Compress(var algorithm, var level) ->
          switch (algorithm) {
            case GZIP -> new Gzip(out, level);
            case ZSTD -> new ZstdOutputStream(out, level.orElse(3));
          };
      case LayerChange.Decompress _, LayerChange.None _ -> out;
    };
  }

  private static final class Gzip extends GZIPOutputStream {
    private Gzip(OutputStream out, OptionalInt level) throws IOException {
      super(out, Unpacking.BUFFER);
      level.ifPresent(def::setLevel);
    }
  }

  /** Keeps a compressor from closing what it writes to. */
  private static final class Unclosed extends FilterOutputStream {
    private Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
