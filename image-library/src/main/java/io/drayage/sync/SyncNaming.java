package io.drayage.sync;

import java.util.Objects;

/**
 * How an image is called at the destination.
 *
 * @param suffix is put behind each name or tag ({@code --append-suffix}); may be empty
 */
public record SyncNaming(Scope scope, String suffix) {

  /** Only the last part of each source name, and no suffix: skopeo's default. */
  public static final SyncNaming BASE_NAMES = new SyncNaming(Scope.BASE_NAME, "");

  /** How much of the source's name is kept. */
  public enum Scope {
    /** The last part: {@code busybox:latest}. */
    BASE_NAME,
    /** All of it ({@code --scoped}): {@code docker.io/library/busybox:latest}. */
    FULL_PATH
  }

  public SyncNaming {
    Objects.requireNonNull(scope);
    Objects.requireNonNull(suffix);
  }
}
