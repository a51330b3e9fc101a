package io.drayage.registries;

/** That a credential for a key is kept somewhere; the key is as it is written there. */
public record StoredCredential(String key, CredentialOrigin origin) {}
