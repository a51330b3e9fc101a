/** The registry's REST API, {@code /api/v1}. Controllers translate; the domain decides. */
@NullMarked
package io.drayage.storage.web.api;

import org.jspecify.annotations.NullMarked;
