package io.drayage.registries;

/**
 * Another place to pull from, tried before the registry itself: {@code [[registry.mirror]]}.
 *
 * @param location takes the place of the prefix, {@code host[:port][/path]}
 * @param insecure unverified https, then http; a registry's own setting does not reach its mirrors
 * @param use which pulls it serves; {@code mirror-by-digest-only} of the registry is already in it
 */
public record Mirror(String location, boolean insecure, MirrorUse use, Position position) {}
