package io.drayage.api.storage;

/**
 * What was sent on its way again.
 *
 * @param events how many
 */
public record Redelivery(int events) {}
