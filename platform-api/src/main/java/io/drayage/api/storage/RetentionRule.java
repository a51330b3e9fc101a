package io.drayage.api.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rule of retention, as it was asked for. */
public record RetentionRule(
    String name,
    String repositories,
    @Nullable String tags,
    @Nullable Integer keepLatest,
    @Nullable Duration keepPushedWithin,
    @Nullable Duration keepPulledWithin,
    @Nullable Duration untaggedAfter) {}
