package io.drayage.cli.progress;

import io.drayage.copy.ProgressEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

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
  private final Optional<LongFunction<BarPicture>> remote;
  private final Thread painter;
  private int drawn;
  private boolean closed;

  private BarScreen(
      PrintStream out, Detail detail, int columns, Optional<LongFunction<BarPicture>> remote) {
    this.out = out;
    this.detail = detail;
    this.columns = columns;
    this.remote = remote;
    this.painter = Thread.ofPlatform().daemon().name("dray-progress").unstarted(this::paint);
  }

  /** Begins to draw. */
  public static BarScreen open(PrintStream out, Detail detail, int columns) {
    return started(new BarScreen(out, detail, columns, Optional.empty()));
  }

  /**
   * Begins to draw what happens elsewhere.
   *
   * @param picture what there is at a time of {@link System#nanoTime}; thread-safe
   */
  public static BarScreen showing(PrintStream out, int columns, LongFunction<BarPicture> picture) {
    return started(new BarScreen(out, Detail.IMAGES, columns, Optional.of(picture)));
  }

  private static BarScreen started(BarScreen screen) {
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
    long now = System.nanoTime();
    Transfers.Snapshot snapshot =
        remote
            .map(picture -> picture.apply(now).snapshot())
            .orElseGet(() -> transfers.snapshot(now));
    List<String> lines = BarPainter.paint(snapshot, columns);
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
