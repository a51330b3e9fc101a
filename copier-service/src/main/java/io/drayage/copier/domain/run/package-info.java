/** Runs of syncs: their plans, their transfers, and the work on them. */
@NullMarked
package io.drayage.copier.domain.run;

import org.jspecify.annotations.NullMarked;
