package io.drayage.copy;

import java.util.Locale;

/** An end of a copy, as messages name it. */
public enum Side {
  SOURCE,
  DESTINATION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
