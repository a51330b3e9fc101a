/** Registries that the service knows. */
@NullMarked
package io.drayage.copier.domain.registry;

import org.jspecify.annotations.NullMarked;
