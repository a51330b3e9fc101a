package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;

/** Where an image is: a manifest in a repository. */
public record ImageAddress(RepositoryPath repository, Digest manifest) {}
