package io.drayage.storage.store;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Buffers that are used again: to clear one costs more than a small upload. Thread-safe. */
final class Buffers {
  private final int size;
  private final BlockingQueue<byte[]> idle;

  /**
   * @param size bytes of each
   * @param idle how many may lie around
   */
  Buffers(int size, int idle) {
    this.size = size;
    this.idle = new ArrayBlockingQueue<>(idle);
  }

  /** One with any content, for the caller alone until it is given back. */
  byte[] take() {
    byte[] buffer = idle.poll();
    return buffer == null ? new byte[size] : buffer;
  }

  void giveBack(byte[] buffer) {
    boolean _ = idle.offer(buffer);
  }
}
