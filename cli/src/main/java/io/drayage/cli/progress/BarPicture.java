package io.drayage.cli.progress;

/** What bars show at one moment. */
public final class BarPicture {
  private final Transfers.Snapshot snapshot;

  BarPicture(Transfers.Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Transfers.Snapshot snapshot() {
    return snapshot;
  }
}
