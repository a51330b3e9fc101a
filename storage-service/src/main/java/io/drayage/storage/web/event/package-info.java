/** Tells endpoints of events, over HTTP. */
@NullMarked
package io.drayage.storage.web.event;

import org.jspecify.annotations.NullMarked;
