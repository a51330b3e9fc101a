package io.drayage.registries;

import io.drayage.image.Credential;

/**
 * A credential and why it is the one.
 *
 * @param key the key it is kept under, as it is written there
 */
public record FoundCredential(Credential credential, String key, CredentialOrigin origin) {}
