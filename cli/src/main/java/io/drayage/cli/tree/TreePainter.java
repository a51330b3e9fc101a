package io.drayage.cli.tree;

import io.drayage.image.Digest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws images as podman does. Lists of names go on in the next line at the edge of the screen. */
public final class TreePainter {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final String MIDDLE = "├── ";
  private static final String LAST = "└── ";
  private static final String BESIDE_MIDDLE = "│   ";
  private static final String BESIDE_LAST = "    ";
  private static final String TOP = " Top Layer of: [";
  private static final int SHORT_ID = 12;

  /** As wide as any size is. */
  private static final int SIZE_COLUMNS = 7;

  private final int columns;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param columns how wide the screen is; {@link Integer#MAX_VALUE} where there is none
   */
  public TreePainter(int columns) {
    this.columns = columns;
  }

  /** All that was drawn. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Draws an image with its layers. */
  public void image(TreeImage image) {
    head(image);
    for (int i = 0; i < image.layers().size(); i++) {
      layer(i < image.layers().size() - 1 ? MIDDLE : LAST, image.layers().get(i));
    }
  }

  private void head(TreeImage image) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add("Image ID: " + shortId(image.config()));
    image.known().ifPresent(known -> list("Tags:     [", known.tags(), "]"));
    if (!image.platform().isEmpty()) {
      lines.add("Platform: " + image.platform());
    }
    String exclusive =
        image
            .known()
            .map(known -> ", %s of it exclusive".formatted(size(known.exclusive())))
            .orElse("");
    lines.add("Size:     " + size(image.size()) + exclusive);
    image
        .known()
        .filter(known -> known.baseLayers() > 0)
        .ifPresent(
            known ->
                list(
                    "Base:     [",
                    known.base(),
                    "], %d of %d layers".formatted(known.baseLayers(), image.layers().size())));
    lines.add("Image Layers");
  }

  private void layer(String branch, TreeLayer layer) {
    String text =
        "%sID: %s Size: %s".formatted(branch, shortId(layer.digest()), padded(layer.size()));
    if (layer.topOf().isEmpty()) {
      lines.add(text);
    } else {
      list(text + TOP, layer.topOf(), layer.more() ? ", …]" : "]");
    }
  }

  /** Draws an image's top layer, and above it the layers of all that is built on it. */
  public void dependents(TreeImage image, List<TreeDependent> dependents) {
    head(image);
    if (image.layers().isEmpty()) {
      return;
    }
    layer(LAST, image.layers().getLast());
    Node root = new Node();
    dependents.forEach(root::add);
    root.draw(this, BESIDE_LAST);
  }

  /** The layers above a layer, each once however many images share it. */
  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private String text = "";

    void add(TreeDependent dependent) {
      Node at = this;
      for (TreeDependent.Step step : dependent.above()) {
        at = at.children.computeIfAbsent(step.chain(), _ -> new Node());
        at.text = "ID: %s Size: %s".formatted(shortId(step.digest()), padded(step.size()));
      }
      at.names.addAll(dependent.names());
    }

    void draw(TreePainter painter, String indent) {
      int left = children.size();
      for (Node child : children.values()) {
        left--;
        String line = indent + (left > 0 ? MIDDLE : LAST) + child.text;
        if (child.names.isEmpty()) {
          painter.lines.add(line);
        } else {
          painter.list(line + TOP, child.names, "]");
        }
        child.draw(painter, indent + (left > 0 ? BESIDE_MIDDLE : BESIDE_LAST));
      }
    }
  }

  private void list(String start, List<String> names, String end) {
    StringBuilder line = new StringBuilder(start);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i < names.size() - 1 ? "," : end);
      int space = i == 0 ? 0 : 1;
      if (i > 0 && line.length() + space + name.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(Math.min(start.length(), columns / 2)));
        space = 0;
      }
      line.append(" ".repeat(space)).append(name);
    }
    lines.add(names.isEmpty() ? start + end : line.toString());
  }

  private static String shortId(Digest digest) {
    return digest.hex().substring(0, SHORT_ID);
  }

  private static String padded(long bytes) {
    String text = size(bytes);
    return " ".repeat(Math.max(0, SIZE_COLUMNS - text.length())) + text;
  }

  /** Four digits that count: {@code 2.048kB}, {@code 1.99MB}. */
  static String size(long bytes) {
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (value.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.length - 1) {
      value = value.movePointLeft(3);
      unit++;
    }
    BigDecimal rounded = value.round(new MathContext(4)).stripTrailingZeros();
    return rounded.toPlainString() + UNITS[unit];
  }
}
