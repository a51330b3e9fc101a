package io.drayage.sync;

import io.drayage.copy.TaskGroup;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does many things, a few at a time: as many virtual threads as there may be things under way, each
 * of which takes the next when it is free. So a hundred thousand tags need no more memory in motion
 * than a few.
 */
public final class BoundedWork {

  /** One of the things to be done. */
  public interface Item {
    void work(int index) throws IOException, InterruptedException;
  }

  private BoundedWork() {}

  /** Works on the items 0 to {@code count - 1} and returns when all are done or one has failed. */
  public static void forEach(int count, int parallel, Item item)
      throws IOException, InterruptedException {
    var next = new AtomicInteger();
    try (var group = new TaskGroup()) {
      for (int worker = 0; worker < Math.min(parallel, count); worker++) {
        group.start(
            () -> {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                item.work(i);
              }
            });
      }
      group.join();
    }
  }
}
