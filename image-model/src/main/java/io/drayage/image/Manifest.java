package io.drayage.image;

/**
 * A view of a {@link RawManifest}. A media type that is not known is no error: the bytes are copied
 * as they are.
 */
public sealed interface Manifest
    permits ImageManifest, ImageIndex, Schema1Manifest, UnknownManifest {

  /** The bytes that this is a view of. */
  RawManifest raw();

  /**
   * Reads the bytes by their media type.
   *
   * @throws InvalidFormatException when the bytes are not what the media type says: no JSON, too
   *     deeply nested, a field that is missing, of the wrong kind, or names content ambiguously
   */
  static Manifest parse(RawManifest raw) {
    MediaType type = raw.mediaType();
    if (type.isIndex()) {
      return ImageIndex.read(raw);
    }
    if (type.isImageManifest()) {
      return ImageManifest.read(raw);
    }
    if (type.isSchema1()) {
      return Schema1Manifest.read(raw);
    }
    return new UnknownManifest(raw);
  }
}
