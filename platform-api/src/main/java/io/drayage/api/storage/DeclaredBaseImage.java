package io.drayage.api.storage;

/** The builder's {@code org.opencontainers.image.base.*} annotations, as they are; maybe empty. */
public record DeclaredBaseImage(String name, String digest) {}
