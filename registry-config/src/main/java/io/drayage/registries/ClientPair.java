package io.drayage.registries;

import java.nio.file.Path;

/** A client certificate and its private key, both PEM files. */
public record ClientPair(Path certificate, Path key) {}
