package io.drayage.copy;

import com.github.luben.zstd.ZstdOutputStream;
import io.drayage.encryption.EncryptedLayer;
import io.drayage.encryption.EncryptionException;
import io.drayage.encryption.LayerEncryption.Encryption;
import io.drayage.image.Descriptor;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.StreamingBlobs;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/**
 * A layer that is packed, unpacked, encrypted or decrypted on its way; only its last byte tells its
 * digest.
 */
final class ChangedLayer {
  private final LayerChange change;
  private final Optional<Encryption> encryption;

  ChangedLayer(LayerChange change) {
    this.change = change;
    this.encryption =
        change instanceof LayerChange.Encrypt(var forRecipients, _)
            ? Optional.of(forRecipients.begin())
            : Optional.empty();
  }

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
        InputStream changed = changed(in)) {
      Descriptor stored = streaming.putBlob(layer.mediaType(), changed);
      Map<String, String> annotations =
          encryption.isPresent() ? encryption.get().annotations(changed, layer.digest()) : Map.of();
      return new StoredLayer(stored.digest(), stored.size(), change, annotations);
    }
  }

  private InputStream changed(InputStream in) throws IOException {
    return switch (change) {
      case LayerChange.Encrypt(_, var packing) ->
          encryption.orElseThrow().encrypt(packed(packing, in));
      case LayerChange.Decrypt(var layer, var packing) ->
          packed(packing, new Decrypting(layer, in));
      case LayerChange.None _, LayerChange.Compress _, LayerChange.Decompress _ ->
          packed(change, in);
    };
  }

  private static InputStream packed(LayerChange packing, InputStream in) throws IOException {
    return switch (packing) {
      case LayerChange.Compress(var algorithm, var level) ->
          new ChangedStream(
              in,
              out ->
                  switch (algorithm) {
                    case GZIP -> new Gzip(out, level);
                    case ZSTD -> new ZstdOutputStream(out, level.orElse(3));
                  });
      case LayerChange.Decompress _ -> new ChangedStream(in, out -> out);
      case LayerChange.None _ -> in;
      case LayerChange.Encrypt _, LayerChange.Decrypt _ ->
          throw new IllegalStateException("not about compression: " + packing);
    };
  }

  /** What cannot be decrypted is the source's fault. */
  private static final class Decrypting extends FilterInputStream {
    private final EncryptedLayer layer;

    private Decrypting(EncryptedLayer layer, InputStream in) {
      super(layer.decrypt(in));
      this.layer = layer;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EncryptionException e) {
        throw new SourceReadException("decrypting " + layer, e);
      }
    }
  }

  private static final class Gzip extends GZIPOutputStream {
    private Gzip(OutputStream out, OptionalInt level) throws IOException {
      super(out, ChangedStream.BUFFER);
      level.ifPresent(def::setLevel);
    }
  }
}
