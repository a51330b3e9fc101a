/** Signed tokens: those that the registry makes, and those of others that it believes. */
@NullMarked
package io.drayage.storage.token;

import org.jspecify.annotations.NullMarked;
