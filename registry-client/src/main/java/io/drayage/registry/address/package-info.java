/** Which addresses a client may connect to, when others choose what it asks. */
@NullMarked
package io.drayage.registry.address;

import org.jspecify.annotations.NullMarked;
