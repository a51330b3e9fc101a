package io.drayage.sidebyside;

/** What of a run is compared. */
public enum Aspect {
  /** The exit code. */
  EXIT,
  /** What stands in the standard output: what scripts read. */
  OUTPUT,
  /** What changed in the tool's folder and in its repositories. */
  EFFECT
}
