/** The registry as a service. */
@NullMarked
package io.drayage.storage;

import org.jspecify.annotations.NullMarked;
