package io.drayage.cli.service;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A resource as a file defines it.
 *
 * @param place the file and the line of the document, for messages
 * @param lines the lines of the fields of its {@code spec} by their paths, such as {@code
 *     sources[0].tags}
 */
public record Definition(
    ResourceKind kind, String name, JsonNode spec, Place place, Map<String, Integer> lines) {

  /** Where something stands; lines are counted from 1. */
  public record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  public Definition {
    lines = Map.copyOf(lines);
  }

  /** Where a field stands, or the innermost one around it that the file has. */
  public Place placeOf(String field) {
    for (String path = field; !path.isEmpty(); path = parent(path)) {
      Integer line = lines.get(path);
      if (line != null) {
        return new Place(place.file(), line);
      }
    }
    return place;
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }

  /** {@code sync/base-images}. */
  public String title() {
    return kind.singular() + "/" + name;
  }
}
