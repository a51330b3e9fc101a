package io.drayage.storage.domain;

/** Whether the manifests that an index lists must be there when it is pushed. */
public enum IndexRule {
  COMPLETE,
  SPARSE
}
