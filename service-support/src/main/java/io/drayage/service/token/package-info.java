/** Tokens of others that are believed: signed by an issuer that the settings name (RFC 7519). */
@NullMarked
package io.drayage.service.token;

import org.jspecify.annotations.NullMarked;
