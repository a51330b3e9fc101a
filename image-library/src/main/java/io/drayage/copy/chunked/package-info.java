/**
 * Layers that are compressed file by file, with a table of contents at the end, so that a client
 * can fetch only the files it does not have: zstd:chunked as containers/storage reads it.
 */
@NullMarked
package io.drayage.copy.chunked;

import org.jspecify.annotations.NullMarked;
