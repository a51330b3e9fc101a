package io.drayage.registry;

import java.io.IOException;

/** What was to be sent could not be read: not the fault of the registry that it was sent to. */
final class BodyFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final IOException reading;

  BodyFailure(IOException reading) {
    super(reading.getMessage(), reading);
    this.reading = reading;
  }

  /** What reading failed with. */
  IOException reading() {
    return reading;
  }
}
