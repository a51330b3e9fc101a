/** The {@code dray} command: what all of its parts speak of. */
@NullMarked
package io.drayage.cli;

import org.jspecify.annotations.NullMarked;
