package io.drayage.registries.explain;

import java.util.Optional;

/**
 * What applies to writing, deleting and listing: no mirror and no rewrite.
 *
 * @param refusal why nothing may be written
 */
public record WriteExplanation(TlsExplanation.Mode tls, Optional<String> refusal) {}
