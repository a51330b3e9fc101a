package io.drayage.registry;

import java.io.FilterInputStream;

/** A part of a blob as it comes; gives up the connection and the permit when it is closed. */
final class PartStream extends FilterInputStream {
  private final Answer answer;
  private final HostGate.Permit permit;

  PartStream(Answer answer, HostGate.Permit permit) {
    super(answer.body());
    this.answer = answer;
    this.permit = permit;
  }

  @Override
  public void close() {
    answer.close();
    permit.close();
  }
}
