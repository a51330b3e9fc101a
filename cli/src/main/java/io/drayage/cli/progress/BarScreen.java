package io.drayage.cli.progress;

import io.drayage.copy.ProgressEvent;
import java.io.PrintStream;
import java.util.List;

/**
 * Bars on a terminal, below the lines that stay; redrawn ten times a second by a thread of its own.
 */
public final class BarScreen implements Screen {
  private static final long INTERVAL_MILLIS = 100;
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintStream out;
  private final Detail detail;
  private final int columns;
  private final Transfers transfers = new Transfers(System.nanoTime());
  private final Thread painter;
  private int drawn;
  private boolean closed;

  private BarScreen(PrintStream out, Detail detail, int columns) {
    this.out = out;
    this.detail = detail;
    this.columns = columns;
    this.painter = Thread.ofPlatform().daemon().name("dray-progress").unstarted(this::paint);
  }

  /** Begins to draw. */
  public static BarScreen open(PrintStream out, Detail detail, int columns) {
    BarScreen screen = new BarScreen(out, detail, columns);
    screen.painter.start();
    return screen;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    transfers.on(event);
    Lines.of(event, detail).ifPresent(this::line);
  }

  @Override
  public synchronized void line(String text) {
    erase();
    out.println(text);
    out.flush();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      erase();
      out.flush();
    }
    painter.interrupt();
  }

  private void paint() {
    try {
      while (!redraw()) {
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed: there is nothing left to draw.
      Thread.currentThread().interrupt();
    }
  }

  /** Draws, and says whether that was the last time. */
  private synchronized boolean redraw() {
    if (closed) {
      return true;
    }
    List<String> lines = BarPainter.paint(transfers.snapshot(System.nanoTime()), columns);
    erase();
    lines.forEach(out::println);
    drawn = lines.size();
    out.flush();
    return false;
  }

  /** Moves up over what was drawn and clears it. */
  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "F" + CLEAR_TO_END);
      drawn = 0;
    }
  }
}
