package io.drayage.api.storage;

import java.util.List;

/** Who is told of events, and how many wait. */
public record EventEndpoints(List<Backlog> endpoints) {
  public EventEndpoints {
    endpoints = List.copyOf(endpoints);
  }

  /** Events of an endpoint that wait or were given up. */
  public record Backlog(String endpoint, long waiting, long dead) {}
}
