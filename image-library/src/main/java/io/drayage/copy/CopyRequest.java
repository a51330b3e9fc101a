package io.drayage.copy;

/** One image to be copied, and how. */
public record CopyRequest(CopyEnd source, CopyEnd destination, CopyOptions options) {

  /** Prints {@code docker://a:1 to docker://b:1}. */
  @Override
  public String toString() {
    return source + " to " + destination;
  }
}
