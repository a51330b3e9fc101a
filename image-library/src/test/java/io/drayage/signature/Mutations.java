package io.drayage.signature;

import java.util.Arrays;
import java.util.Random;

/** Spoils bytes in the ways that files and attackers do. */
final class Mutations {
  private Mutations() {}

  /** A copy with one to three changes. */
  static byte[] of(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 1; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(6)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> copy = Arrays.copyOf(copy, at);
      case 3 -> {
        copy = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, copy, at + 1, bytes.length - at);
        copy[at] = (byte) random.nextInt(256);
      }
      case 4 -> {
        copy = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, copy, at, bytes.length - at - 1);
      }
      default -> {
        int other = random.nextInt(bytes.length);
        copy[at] = bytes[other];
        copy[other] = bytes[at];
      }
    }
    return copy;
  }
}
