/** How the copying library reaches registries on behalf of the service. */
@NullMarked
package io.drayage.copier.engine;

import org.jspecify.annotations.NullMarked;
