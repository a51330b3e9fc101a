/**
 * Images in files: {@code dir:}, {@code oci:}, {@code oci-archive:} and {@code docker-archive:}.
 *
 * <p>What is written here survives a crash at any moment as either the old or the new state.
 * Content goes to a {@linkplain io.drayage.transport.local.PartialFile partial file}, is verified,
 * synced and renamed; the file that names the image comes last. What is read is bounded, never
 * unpacked, and verified before its end.
 */
@NullMarked
package io.drayage.transport.local;

import org.jspecify.annotations.NullMarked;
