/**
 * Encrypted layers in the format of ocicrypt: AES-256 in counter mode with an HMAC, and the layer's
 * key wrapped for each recipient in annotations of its descriptor. Knows streams and descriptors,
 * no transport. Keys are read from bytes; where those come from is the caller's business.
 */
@NullMarked
package io.drayage.encryption;

import org.jspecify.annotations.NullMarked;
