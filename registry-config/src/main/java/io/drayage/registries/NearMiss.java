package io.drayage.registries;

/**
 * A {@code [[registry]]} table that looks as if it were meant for a name and does not match it.
 *
 * @param reason why not, and what to write instead
 */
public record NearMiss(RegistryEntry table, String reason) {}
