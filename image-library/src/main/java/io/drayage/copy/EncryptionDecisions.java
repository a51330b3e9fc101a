package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageManifest;
import io.drayage.image.LayerCompression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Decides which layers are encrypted or decrypted. Pure: a key either opens a layer or not. */
record EncryptionDecisions(EncryptionRule rule) {

  /**
   * What is done to each layer.
   *
   * @param packing what is done about the compression of a layer that is not encrypted
   */
  List<LayerChange> decide(ImageManifest manifest, Function<Descriptor, LayerChange> packing)
      throws IOException {
    List<Descriptor> layers = manifest.layers();
    Set<Integer> toEncrypt =
        rule instanceof EncryptionRule.Encrypt(_, var choice) ? choice.of(layers.size()) : Set.of();
    List<LayerChange> changes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      changes.add(toEncrypt.contains(i) ? encrypt(layer, packing) : decryptOrKeep(layer, packing));
    }
    return changes;
  }

  /**
   * What is done to the layers of an artifact: nothing, as they may be anything.
   *
   * @throws CopyRefusedException when they shall be encrypted
   */
  List<LayerChange> none(ImageManifest artifact) throws CopyRefusedException {
    if (rule instanceof EncryptionRule.Encrypt) {
      throw new CopyRefusedException(
          "%s is no image, and only the layers of images can be encrypted"
              .formatted(artifact.raw().digest()));
    }
    return LayerChange.none(artifact.layers());
  }

  private LayerChange encrypt(Descriptor layer, Function<Descriptor, LayerChange> packing)
      throws CopyRefusedException {
    return rule instanceof EncryptionRule.Encrypt(var encryption, _) && isToEncrypt(layer)
        ? new LayerChange.Encrypt(encryption, packing.apply(layer))
        : packing.apply(layer);
  }

  private LayerChange decryptOrKeep(Descriptor layer, Function<Descriptor, LayerChange> packing)
      throws IOException {
    if (!(rule instanceof EncryptionRule.Decrypt(var decryption))
        || !layer.mediaType().isEncrypted()) {
      return packing.apply(layer);
    }
    Descriptor plain = layer.withMediaType(layer.mediaType().decrypted());
    return new LayerChange.Decrypt(decryption.unwrap(layer), packing.apply(plain));
  }

  /** What is encrypted stays so, and what is not copied at all needs no secrecy. */
  private static boolean isToEncrypt(Descriptor layer) throws CopyRefusedException {
    if (layer.mediaType().isEncrypted() || !CopyPlanner.isCopied(layer)) {
      return false;
    }
    if (LayerCompression.of(layer.mediaType()) == LayerCompression.UNKNOWN) {
      throw new CopyRefusedException(
          "layer %s of type %s cannot be encrypted: only the layers of images can, choose them by"
                  .formatted(layer.digest(), layer.mediaType())
              + " --encrypt-layer");
    }
    return true;
  }

  /** Whether the image will have an encrypted layer. */
  static boolean leavesEncrypted(ImageManifest manifest, List<LayerChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      boolean encrypted =
          switch (changes.get(i)) {
            case LayerChange.Encrypt _ -> true;
            case LayerChange.Decrypt _ -> false;
            case LayerChange.None _, LayerChange.Compress _, LayerChange.Decompress _ ->
                manifest.layers().get(i).mediaType().isEncrypted();
          };
      if (encrypted) {
        return true;
      }
    }
    return false;
  }
}
