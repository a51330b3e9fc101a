package io.drayage.storage.domain.graph;

import io.drayage.storage.domain.RepositoryPath;

/** What one repository needs; its exclusive bytes are those that no other repository needs. */
public record RepositoryUsage(RepositoryPath repository, Usage usage) {}
