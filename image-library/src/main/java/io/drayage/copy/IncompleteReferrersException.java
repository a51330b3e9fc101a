package io.drayage.copy;

import java.io.IOException;

/** Referrers that had to come along did not. */
public final class IncompleteReferrersException extends IOException {
  private static final long serialVersionUID = 1L;

  IncompleteReferrersException(String message) {
    super(message);
  }
}
