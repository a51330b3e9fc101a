/** What the registry's own REST API takes and answers, besides the distribution protocol. */
@NullMarked
package io.drayage.api.storage;

import org.jspecify.annotations.NullMarked;
