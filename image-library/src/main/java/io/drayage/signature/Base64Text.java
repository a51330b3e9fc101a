package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.util.Base64;

/** Base64 as the tools that write signatures read it: line breaks are ignored, nothing else is. */
final class Base64Text {
  private Base64Text() {}

  /**
   * @throws InvalidFormatException when it is none; {@code what} names it
   */
  static byte[] decode(String text, String what) {
    try {
      return Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidFormatException(what + " is no base64", e);
    }
  }
}
