package io.drayage.transport;

/**
 * A source whose layers are plain tar files whatever media type its manifest gives them. The
 * manifest that is made for an image of a {@code docker-archive:} says gzip, as the field's other
 * tools do for the same archive, so that the digest is the same; its layers never are.
 */
public interface UncompressedLayers {}
