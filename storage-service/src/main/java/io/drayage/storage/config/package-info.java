/** Puts the service together. */
@NullMarked
package io.drayage.storage.config;

import org.jspecify.annotations.NullMarked;
