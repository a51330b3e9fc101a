package io.drayage.registry;

import java.time.Instant;

/** A bearer token and until when it is used. */
record Token(String value, Instant usableUntil) {
  @Override
  public String toString() {
    return "Token[***, " + usableUntil + "]";
  }
}
