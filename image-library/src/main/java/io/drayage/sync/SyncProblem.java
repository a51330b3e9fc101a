package io.drayage.sync;

import java.util.Objects;

/**
 * Something wrong with one entry of a run, found before anything of that entry was moved: a mistake
 * in a YAML file, a repository whose tags cannot be listed. The other entries go on.
 *
 * @param where the file and line, or the repository
 * @param message what is wrong, and what was expected
 */
public record SyncProblem(Severity severity, String where, String message) {

  /** What a problem means for the run. */
  public enum Severity {
    /** Worth telling, but nothing is missing: the run can still succeed. */
    WARNING,
    /** Something that was asked for will not be there: the run has failed. */
    ERROR
  }

  public SyncProblem {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(where);
    Objects.requireNonNull(message);
  }

  static SyncProblem error(String where, String message) {
    return new SyncProblem(Severity.ERROR, where, message);
  }

  static SyncProblem warning(String where, String message) {
    return new SyncProblem(Severity.WARNING, where, message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Prints {@code where: message}. */
  @Override
  public String toString() {
    return where + ": " + message;
  }
}
