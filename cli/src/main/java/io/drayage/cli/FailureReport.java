package io.drayage.cli;

import io.drayage.cli.flag.UsageException;
import io.drayage.cli.template.TemplateException;
import io.drayage.copy.CopyException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.PlatformNotFoundException;
import io.drayage.transport.ContentNotFoundException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Tells a user what failed, in few lines, and finds the exit code for it. */
public final class FailureReport {
  private final PrintStream err;
  private final boolean debug;

  public FailureReport(PrintStream err, boolean debug) {
    this.err = err;
    this.debug = debug;
  }

  /** Prints the failure and returns the exit code. */
  public int print(Exception failure) {
    boolean interrupted = Thread.interrupted() || isInterruption(failure);
    if (interrupted && !(failure instanceof CommandTimeoutException)) {
      err.println("dray: interrupted");
      return ExitCode.INTERRUPTED;
    }
    err.println("dray: " + message(failure));
    if (debug) {
      failure.printStackTrace(err);
    } else if (isBug(failure)) {
      err.println("This is a bug in dray. With --debug it prints where it happened.");
    }
    return exitCode(failure);
  }

  /** What a user is told about a failure. */
  public static String message(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e when e.getCause() != null -> message(e.getCause());
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileAlreadyExistsException e -> e.getFile() + ": exists already";
      case NotDirectoryException e -> e.getFile() + ": not a folder";
      case FileSystemException e -> fileSystemMessage(e);
      case Throwable e when e.getMessage() == null -> e.getClass().getSimpleName();
      case Throwable e when isBug(e) -> e.getClass().getSimpleName() + ": " + e.getMessage();
      case Throwable e -> String.valueOf(e.getMessage());
    };
  }

  /** The exit code that belongs to a failure. */
  public static int exitCode(Throwable failure) {
    return switch (failure) {
      case CopyException e when e.inputNotFound() -> ExitCode.INPUT_NOT_FOUND;
      case ContentNotFoundException _ -> ExitCode.INPUT_NOT_FOUND;
      case UncheckedIOException e when e.getCause() != null -> exitCode(e.getCause());
      default -> ExitCode.FAILURE;
    };
  }

  private static String fileSystemMessage(FileSystemException failure) {
    return failure.getReason() == null
        ? String.valueOf(failure.getMessage())
        : failure.getFile() + ": " + failure.getReason();
  }

  /** Whether no input should have led to this. */
  private static boolean isBug(Throwable failure) {
    return failure instanceof RuntimeException
        && !(failure instanceof UsageException
            || failure instanceof InvalidFormatException
            || failure instanceof TemplateException
            || failure instanceof PlatformNotFoundException
            || failure instanceof UncheckedIOException);
  }

  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClosedByInterruptException
          || (cause instanceof InterruptedIOException
              && cause.getClass() == InterruptedIOException.class)) {
        return true;
      }
    }
    return false;
  }
}
