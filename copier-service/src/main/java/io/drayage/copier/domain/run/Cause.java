package io.drayage.copier.domain.run;

/** Why there is a run. */
public enum Cause {
  REQUEST,
  SCHEDULE,
  WEBHOOK
}
