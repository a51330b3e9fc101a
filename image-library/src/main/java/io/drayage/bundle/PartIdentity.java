package io.drayage.bundle;

import io.drayage.image.Digest;

/**
 * Which file of which bundle a part is.
 *
 * @param bundle the digest of the bundle's contents
 * @param number counted from 1
 * @param count how many parts there are
 */
record PartIdentity(Digest bundle, int number, int count) {}
