package io.drayage.copy;

import io.drayage.image.RepositoryName;

/** What is known of a blob at the destination before the copy. */
sealed interface BlobFact {

  /** It is there. */
  record Present() implements BlobFact {}

  /** Another repository of the same registry is believed to hold it, or soon to hold it. */
  record Elsewhere(RepositoryName repository) implements BlobFact {}

  record Absent() implements BlobFact {}
}
