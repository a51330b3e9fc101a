package io.drayage.cli.progress;

import io.drayage.copy.ProgressListener;

/**
 * Where a command reports to while it runs. It is told of progress and prints lines; both may come
 * from several threads. Closing it puts the output in order for whatever is printed next.
 */
public interface Screen extends ProgressListener, AutoCloseable {

  /** Prints a line that stays. */
  void line(String text);

  @Override
  void close();
}
