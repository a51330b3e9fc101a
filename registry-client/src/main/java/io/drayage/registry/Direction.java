package io.drayage.registry;

/** Which way the bytes of a blob go. */
public enum Direction {
  DOWNLOAD,
  UPLOAD
}
