package io.drayage.copy;

import com.github.luben.zstd.ZstdOutputStream;
import io.drayage.image.Descriptor;
import io.drayage.image.LayerCompression;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.StreamingBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/** A layer that is packed or unpacked on its way; only its last byte tells its digest. */
record ChangedLayer(LayerChange change) {
  /** Reads the source's layer and stores what the change makes of it. */
  StoredLayer store(Descriptor layer, Body source, ImageDestination destination)
      throws IOException {
    StreamingBlobs streaming =
        destination
            .as(StreamingBlobs.class)
            .orElseThrow(
                () ->
                    new IOException(
                        "%s takes layers only as they are".formatted(destination.location())));
    try (InputStream in = source.open(0);
        InputStream changed = new ChangedStream(in, this::pack)) {
      Descriptor stored = streaming.putBlob(layer.mediaType(), changed);
      return new StoredLayer(stored.digest(), stored.size(), compression());
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
}
