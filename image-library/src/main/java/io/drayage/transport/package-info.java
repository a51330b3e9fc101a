/**
 * Where images come from and go to: registries, folders, OCI layouts and archives, behind one pair
 * of small interfaces. Extra abilities of one side are interfaces of their own, asked for with
 * {@code as}.
 */
@NullMarked
package io.drayage.transport;

import org.jspecify.annotations.NullMarked;
