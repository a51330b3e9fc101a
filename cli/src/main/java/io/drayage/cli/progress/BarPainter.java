package io.drayage.cli.progress;

import java.util.ArrayList;
import java.util.List;

/** Draws the state of transfers as lines of text; pure. */
final class BarPainter {
  private static final int MAXIMUM_BLOBS = 8;
  private static final int LABEL = 20;
  private static final int NUMBERS = 42;
  private static final int SHORTEST_BAR = 8;

  private BarPainter() {}

  /** The lines for a screen of some columns; none while nothing moves. */
  static List<String> paint(Transfers.Snapshot snapshot, int columns) {
    List<String> lines = new ArrayList<>();
    if (snapshot.blobs().isEmpty()) {
      return lines;
    }
    for (Transfers.Line blob :
        snapshot.blobs().subList(0, Math.min(MAXIMUM_BLOBS, snapshot.blobs().size()))) {
      lines.add(line(blob, "", columns));
    }
    if (snapshot.blobs().size() > MAXIMUM_BLOBS) {
      lines.add("… and %d more".formatted(snapshot.blobs().size() - MAXIMUM_BLOBS));
    }
    String speed =
        "%s/s%s"
            .formatted(
                Sizes.bytes((long) snapshot.bytesPerSecond()),
                snapshot.remaining().map(time -> " " + Sizes.duration(time)).orElse(""));
    lines.add(line(snapshot.total(), speed, columns));
    return lines;
  }

  private static String line(Transfers.Line line, String speed, int columns) {
    String label = pad(line.label(), LABEL);
    String numbers =
        "%s / %s  %s".formatted(Sizes.bytes(line.done()), Sizes.bytes(line.total()), speed);
    int bar = columns - LABEL - NUMBERS - 4;
    String text =
        bar < SHORTEST_BAR
            ? "%s %s".formatted(label, numbers)
            : "%s [%s] %s".formatted(label, bar(line.done(), line.total(), bar), numbers);
    return text.length() < columns
        ? text.stripTrailing()
        : text.substring(0, Math.max(0, columns - 1));
  }

  private static String bar(long done, long total, int width) {
    int filled = total <= 0 ? 0 : (int) Math.min(width, width * done / total);
    String head = filled < width ? ">" : "";
    return "=".repeat(filled) + head + " ".repeat(width - filled - head.length());
  }

  private static String pad(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }
}
