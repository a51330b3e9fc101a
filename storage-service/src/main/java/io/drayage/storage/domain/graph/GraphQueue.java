package io.drayage.storage.domain.graph;

import io.drayage.image.RawManifest;
import io.drayage.storage.domain.RepositoryPath;

/** The manifests that were stored and are not in the graph yet. */
public interface GraphQueue {
  /**
   * Takes the next ones and enters what the reading makes of them. Several may do so at a time, in
   * one process or in many; none works on what another one works on.
   *
   * @param limit how many at most
   * @return how many were taken
   */
  int work(int limit, Reading reading);

  /** Whether everything that is stored is in the graph. */
  boolean isEmpty();

  /** Reads a manifest for the graph. */
  @FunctionalInterface
  interface Reading {
    GraphEntry read(RepositoryPath repository, RawManifest manifest);
  }
}
