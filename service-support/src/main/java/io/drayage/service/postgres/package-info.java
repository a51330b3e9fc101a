/**
 * A PostgreSQL that belongs to one service: its binaries are unpacked from the class path, its data
 * stay in a folder, and its processes never outlive the service.
 */
@NullMarked
package io.drayage.service.postgres;

import org.jspecify.annotations.NullMarked;
