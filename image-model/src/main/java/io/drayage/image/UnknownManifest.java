package io.drayage.image;

/** A manifest of a media type that is not known here; it can be copied, not looked into. */
public record UnknownManifest(RawManifest raw) implements Manifest {}
