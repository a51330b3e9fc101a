package io.drayage.cli.progress;

/** How closely a screen follows. */
public enum Detail {
  /** Every blob and manifest: one image is copied. */
  BLOBS,
  /** Images only: many are. */
  IMAGES
}
