package io.drayage.registry.budget;

/** Whether somebody waits for a request. */
public enum Urgency {
  INTERACTIVE,
  BACKGROUND
}
