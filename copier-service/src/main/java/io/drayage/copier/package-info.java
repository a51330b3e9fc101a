/** Copies and syncs images between registries, as a service. */
@NullMarked
package io.drayage.copier;

import org.jspecify.annotations.NullMarked;
