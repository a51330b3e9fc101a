/** The image graph in PostgreSQL. */
@NullMarked
package io.drayage.storage.store.graph;

import org.jspecify.annotations.NullMarked;
