/** Who sends a request, by what the request shows. */
@NullMarked
package io.drayage.storage.web.access;

import org.jspecify.annotations.NullMarked;
