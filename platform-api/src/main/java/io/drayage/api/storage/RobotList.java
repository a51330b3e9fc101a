package io.drayage.api.storage;

import java.util.List;

/** The robots, by name. */
public record RobotList(List<Robot> robots) {
  public RobotList {
    robots = List.copyOf(robots);
  }
}
