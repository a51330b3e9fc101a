package io.drayage.copier.domain.policy;

import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import java.time.Instant;

/**
 * A version of a policy.
 *
 * @param createdAt when this version was made
 */
public record StoredPolicy(PolicyVersion identity, PolicySpec spec, Instant createdAt) {}
