/**
 * Signatures of images: their two forms, making and verifying them, and what a trust policy says of
 * an image with its signatures. Knows no transport: where signatures are kept is not its business.
 */
@NullMarked
package io.drayage.signature;

import org.jspecify.annotations.NullMarked;
