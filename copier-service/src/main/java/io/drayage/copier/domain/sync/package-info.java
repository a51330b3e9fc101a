/** What a sync asks for. */
@NullMarked
package io.drayage.copier.domain.sync;

import org.jspecify.annotations.NullMarked;
