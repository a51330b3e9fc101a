package io.drayage.api.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a rule of immutability is to be.
 *
 * @param repositories the pattern of repositories; all when absent
 * @param tags the pattern of tags; all when absent
 */
public record ImmutabilityRequest(@Nullable String repositories, @Nullable String tags) {}
