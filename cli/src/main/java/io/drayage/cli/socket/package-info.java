/**
 * What Java has no classes for: packets of a {@code SOCK_SEQPACKET} socket that carry file
 * descriptors, and pipes. Calls the C library by java.lang.foreign; Linux on 64 bits only.
 */
@NullMarked
package io.drayage.cli.socket;

import org.jspecify.annotations.NullMarked;
