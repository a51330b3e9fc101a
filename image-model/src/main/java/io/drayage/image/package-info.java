/**
 * The vocabulary of container images: references, digests, descriptors, manifests, platforms and
 * image configurations. Values only: nothing here does I/O, and everything is immutable and
 * thread-safe. The exact bytes of a manifest are the truth ({@link io.drayage.image.RawManifest});
 * what is parsed is a view of them.
 */
@NullMarked
package io.drayage.image;

import org.jspecify.annotations.NullMarked;
