package io.drayage.api.copier;

/** The policy that a run follows, as it was when the run was asked for. */
public record PolicyVersion(String name, int version) {}
