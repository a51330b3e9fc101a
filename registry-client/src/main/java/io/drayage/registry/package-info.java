/** The client side of the OCI Distribution Specification 1.1 and of Docker's token flow. */
@NullMarked
package io.drayage.registry;

import org.jspecify.annotations.NullMarked;
