package io.drayage.copy;

import io.drayage.image.Digest;

/**
 * A blob and what is done to it: an image may have the same layer twice and only one of them
 * encrypted.
 *
 * @param source the digest that it has at the source
 */
record ChangedBlob(Digest source, LayerChange change) {}
