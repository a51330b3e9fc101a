package io.drayage.transport;

/** A kind of place for images: the part of {@code oci:path:tag} in front of the first colon. */
public interface Transport {

  /** The name in front of the colon: {@code docker}, {@code oci}. */
  String name();

  /**
   * Reads what stands behind {@code name:}.
   *
   * @throws io.drayage.image.InvalidFormatException when the text has not this transport's form
   */
  ImageLocation parse(String text);
}
