package io.drayage.storage.domain.graph;

/** What some repositories need. Blobs that no manifest needs are on their way out and not in it. */
public record Usage(long manifests, long blobs, StoredBytes bytes) {}
