package io.drayage.sync;

import io.drayage.copy.CopyRequest;
import io.drayage.transport.DockerLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which the images of a plan are begun: the first of every destination repository,
 * then the second of each, and so on. Tags of one repository share most of their blobs; apart from
 * each other, the later ones find them there without a question, instead of all waiting for the
 * same blob at the same time.
 */
final class CopyOrder {
  private CopyOrder() {}

  /** Positions in the list, in the order to begin them. */
  static int[] of(List<CopyRequest> images) {
    Map<Object, List<Integer>> byPlace = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      byPlace.computeIfAbsent(placeOf(images.get(i)), _ -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> places = List.copyOf(byPlace.values());
    int[] order = new int[images.size()];
    int next = 0;
    for (int round = 0; next < order.length; round++) {
      for (List<Integer> place : places) {
        if (round < place.size()) {
          order[next++] = place.get(round);
        }
      }
    }
    return order;
  }

  private static Object placeOf(CopyRequest image) {
    return image.destination().location() instanceof DockerLocation(var reference)
        ? reference.repository()
        : image.destination().location().transport().name();
  }
}
