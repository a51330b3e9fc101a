/** Users, rights, robots and keys: in files and in PostgreSQL. */
@NullMarked
package io.drayage.storage.store.access;

import org.jspecify.annotations.NullMarked;
