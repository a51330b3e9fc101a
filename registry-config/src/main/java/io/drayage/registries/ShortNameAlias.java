package io.drayage.registries;

import io.drayage.image.RepositoryName;

/** What a short name stands for, and which file says so. */
public record ShortNameAlias(RepositoryName repository, Position position) {}
