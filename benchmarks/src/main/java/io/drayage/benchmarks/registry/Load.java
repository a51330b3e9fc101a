package io.drayage.benchmarks.registry;

/**
 * What clients got out of a server in a while.
 *
 * @param p99 milliseconds within which 99 of 100 requests were answered
 */
record Load(long requests, long bytes, double seconds, double p99) {
  double requestsPerSecond() {
    return requests / seconds;
  }

  /** 10^6 bytes. */
  double megabytesPerSecond() {
    return bytes / 1e6 / seconds;
  }
}
