package io.drayage.copy;

import java.util.OptionalInt;

/** What is done to a blob on its way. */
public sealed interface LayerChange {

  /** Nothing: the same bytes, the same digest. */
  record None() implements LayerChange {}

  /** It is compressed, after it was unpacked if it was compressed. */
  record Compress(CompressionAlgorithm algorithm, OptionalInt level) implements LayerChange {}

  /** It is unpacked. */
  record Decompress() implements LayerChange {}
}
