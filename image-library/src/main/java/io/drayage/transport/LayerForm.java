package io.drayage.transport;

/** What a destination wants its layers to be like when the manifest may be changed. */
public enum LayerForm {
  /** As they are. */
  ANY,
  /** Uncompressed layers are compressed on the way. */
  COMPRESSED,
  /** Compressed layers are unpacked on the way. */
  UNCOMPRESSED
}
