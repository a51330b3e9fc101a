package io.drayage.cli;

/** The exit codes of {@code dray}; they are skopeo's. */
public final class ExitCode {
  public static final int SUCCESS = 0;

  /** Something failed, or the command line is wrong. */
  public static final int FAILURE = 1;

  /** The image to be read is not there. */
  public static final int INPUT_NOT_FOUND = 2;

  /** Stopped by Ctrl-C, as shells count it: 128 and the number of the signal. */
  public static final int INTERRUPTED = 130;

  /** Nobody reads the output any more: 128 and the number of SIGPIPE. */
  public static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
