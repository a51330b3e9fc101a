/** Streams of what happens in runs. */
@NullMarked
package io.drayage.copier.web.event;

import org.jspecify.annotations.NullMarked;
