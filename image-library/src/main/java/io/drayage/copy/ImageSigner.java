package io.drayage.copy;

import io.drayage.signature.Signer;
import io.drayage.transport.SignatureStorage;

/**
 * Somebody who signs what is copied.
 *
 * @param name what messages call the key
 * @param form which signatures it makes
 */
public record ImageSigner(String name, SignatureStorage.Form form, Signer signer) {}
