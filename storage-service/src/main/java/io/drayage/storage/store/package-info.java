/** Where the registry keeps things: blobs in folders, everything else in PostgreSQL. */
@NullMarked
package io.drayage.storage.store;

import org.jspecify.annotations.NullMarked;
