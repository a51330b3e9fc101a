package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;

/** A manifest that refers to another one: a signature, an attestation, an SBOM. */
public record BundledReferrer(Digest subject, Descriptor manifest) {}
