package io.drayage.copier.domain.run;

/** What a run was told last. */
public enum Wish {
  RUN,
  PAUSE,
  CANCEL
}
