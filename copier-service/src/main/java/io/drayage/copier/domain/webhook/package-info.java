/** Who is told of runs, and registries that ask for runs. */
@NullMarked
package io.drayage.copier.domain.webhook;

import org.jspecify.annotations.NullMarked;
