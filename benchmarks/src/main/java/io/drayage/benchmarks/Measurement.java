package io.drayage.benchmarks;

/**
 * What one run of a tool needed.
 *
 * @param wall seconds
 * @param clientCpu seconds, user and system, of the tool and its children
 * @param registryCpu seconds of both registries
 * @param peakMemory MiB resident, of the largest process; sampled, so short runs show too little
 * @param sourceRequests HTTP requests that the source saw
 * @param destinationRequests HTTP requests that the destination saw
 */
record Measurement(
    double wall,
    double clientCpu,
    double registryCpu,
    double peakMemory,
    int sourceRequests,
    int destinationRequests) {}
