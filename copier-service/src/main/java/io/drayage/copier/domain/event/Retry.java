package io.drayage.copier.domain.event;

/**
 * A step that failed and is tried again.
 *
 * @param attempt the number of the one that failed, from 1
 */
public record Retry(String destination, String step, String reason, int attempt) {}
