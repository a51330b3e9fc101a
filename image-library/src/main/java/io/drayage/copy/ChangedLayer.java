package io.drayage.copy;

import com.github.luben.zstd.ZstdOutputStream;
import io.drayage.copy.chunked.ZstdChunkedOutputStream;
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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * A layer that is packed, unpacked, encrypted or decrypted on its way; only its last byte tells its
 * digest.
 */
final class ChangedLayer {
  private static final int ZSTD_LEVEL = 3;

  private final LayerChange change;
  private final Optional<Encryption> encryption;

  /** What the compressor that was begun last says of the layer at its end. */
  private Supplier<Map<String, String>> ofPacking = Map::of;

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
    Changed body = new Changed(source);
    return stored(layer, body, streaming.putBlob(layer.mediaType(), body));
  }

  /**
   * Does the same with a detour through a file, so that the layer is not sent when the destination
   * turns out to have it.
   *
   * @param temporaryFolder where the file lies for a while
   */
  StoredLayer store(
      Descriptor layer, Body source, ImageDestination destination, Path temporaryFolder)
      throws IOException {
    Changed body = new Changed(source);
    try (SpooledBlob spooled = SpooledBlob.of(body, layer.mediaType(), temporaryFolder)) {
      Descriptor blob = spooled.descriptor();
      if (!destination.hasBlob(blob)) {
        destination.putBlob(blob, spooled);
      }
      return stored(layer, body, blob);
    }
  }

  private StoredLayer stored(Descriptor layer, Changed body, Descriptor blob) throws IOException {
    Map<String, String> annotations = new HashMap<>(ofPacking.get());
    if (encryption.isPresent()) {
      annotations.putAll(encryption.get().annotations(body.last(), layer.digest()));
    }
    return new StoredLayer(blob.digest(), blob.size(), change, annotations);
  }

  /** What the change makes of the source's layer, the same bytes each time. */
  private final class Changed implements Body {
    private final Body source;
    private InputStream last = InputStream.nullInputStream();

    private Changed(Body source) {
      this.source = source;
    }

    /** The stream that was opened last. */
    InputStream last() {
      return last;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public boolean reopenable() {
      return source.reopenable();
    }

    @Override
    public InputStream open(long offset) throws IOException {
      InputStream original = source.open(0);
      boolean opened = false;
      try {
        InputStream changed = changed(original);
        changed.skipNBytes(offset);
        last = changed;
        opened = true;
        return new FilterInputStream(changed) {
          @Override
          public void close() throws IOException {
            try (original) {
              changed.close();
            }
          }
        };
      } finally {
        if (!opened) {
          original.close();
        }
      }
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

  private InputStream packed(LayerChange packing, InputStream in) throws IOException {
    return switch (packing) {
      case LayerChange.Compress(var algorithm, var level) ->
          new ChangedStream(
              in,
              out ->
                  switch (algorithm) {
                    case GZIP -> new Gzip(out, level);
                    case ZSTD -> new ZstdOutputStream(out, level.orElse(ZSTD_LEVEL));
                    case ZSTD_CHUNKED -> chunked(out, level.orElse(ZSTD_LEVEL));
                  });
      case LayerChange.Decompress _ -> new ChangedStream(in, out -> out);
      case LayerChange.None _ -> in;
      case LayerChange.Encrypt _, LayerChange.Decrypt _ ->
          throw new IllegalStateException("not about compression: " + packing);
    };
  }

  private OutputStream chunked(OutputStream out, int level) throws IOException {
    ZstdChunkedOutputStream made = new ZstdChunkedOutputStream(out, level);
    ofPacking = made::annotations;
    return made;
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
