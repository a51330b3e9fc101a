package io.drayage.copy;

import io.drayage.encryption.EncryptedLayer;
import io.drayage.encryption.LayerEncryption;
import io.drayage.image.Descriptor;
import java.util.List;
import java.util.OptionalInt;

/** What is done to a blob on its way. */
public sealed interface LayerChange {

  /** Nothing: the same bytes, the same digest. */
  record None() implements LayerChange {}

  /** It is compressed, after it was unpacked if it was compressed. */
  record Compress(CompressionAlgorithm algorithm, OptionalInt level) implements LayerChange {}

  /** It is unpacked. */
  record Decompress() implements LayerChange {}

  /**
   * It is encrypted.
   *
   * @param packing what is done to it before
   */
  record Encrypt(LayerEncryption encryption, LayerChange packing) implements LayerChange {}

  /**
   * It is decrypted.
   *
   * @param packing what is done to it afterwards
   */
  record Decrypt(EncryptedLayer layer, LayerChange packing) implements LayerChange {}

  /** Nothing for each of these layers. */
  static List<LayerChange> none(List<Descriptor> layers) {
    return layers.stream().<LayerChange>map(_ -> new None()).toList();
  }

  /** What is done about the compression. */
  default LayerChange packing() {
    return switch (this) {
      case None _, Compress _, Decompress _ -> this;
      case Encrypt(_, var packing) -> packing;
      case Decrypt(_, var packing) -> packing;
    };
  }
}
