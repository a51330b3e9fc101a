/**
 * Bundles: images and all that belongs to them in one archive or several of a limited size, to be
 * carried where no network goes. Format: docs/reference/bundle-format.md.
 */
@NullMarked
package io.drayage.bundle;

import org.jspecify.annotations.NullMarked;
