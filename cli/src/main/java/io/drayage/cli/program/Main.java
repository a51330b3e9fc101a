package io.drayage.cli.program;

import io.drayage.cli.ExitCode;
import io.drayage.cli.Surroundings;
import io.drayage.cli.Version;
import java.io.FileDescriptor;
import java.io.PrintStream;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** Runs the command that the words ask for, and exits with its {@link ExitCode}. */
  public static void main(String[] words) {
    if (words.length == 1 && (words[0].equals("--version") || words[0].equals("-v"))) {
      printVersion();
      return;
    }
    Surroundings surroundings = ProcessSurroundings.read();
    Interruption interruption = Interruption.watch(Thread.currentThread());
    int code = new Program(surroundings).run(words);
    surroundings.err().flush();
    if (surroundings.out().checkError()) {
      code = ExitCode.OUTPUT_CLOSED;
    }
    interruption.end();
    System.exit(code);
  }

  /** Without anything that another command would need: this is what scripts probe with. */
  private static void printVersion() {
    PrintStream out = ProcessSurroundings.stream(FileDescriptor.out);
    out.println("dray version " + Version.text());
    out.flush();
  }
}
