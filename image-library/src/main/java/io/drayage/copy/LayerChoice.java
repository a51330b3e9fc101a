package io.drayage.copy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Layers of an image by their position ({@code --encrypt-layer}).
 *
 * @param positions 0 is the first layer and -1 the last one; none at all means every layer
 */
public record LayerChoice(List<Integer> positions) {

  public LayerChoice {
    positions = List.copyOf(positions);
  }

  /** Every layer. */
  public static LayerChoice all() {
    return new LayerChoice(List.of());
  }

  /** The positions in an image, counted from the first layer. */
  Set<Integer> of(int layers) throws CopyRefusedException {
    Set<Integer> chosen = new TreeSet<>();
    for (int position : positions) {
      int fromFirst = position < 0 ? position + layers : position;
      if (fromFirst < 0 || fromFirst >= layers) {
        throw new CopyRefusedException(
            "the image has %d layers and so no layer %d to encrypt".formatted(layers, position));
      }
      chosen.add(fromFirst);
    }
    for (int i = 0; positions.isEmpty() && i < layers; i++) {
      chosen.add(i);
    }
    return chosen;
  }
}
