package io.drayage.cli.program;

import io.drayage.cli.Surroundings;
import io.drayage.cli.demo.Rehearsal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the JVM runs to train the AOT cache that the {@code dray} script starts with. */
public final class TrainingRun {
  private TrainingRun() {}

  /** Rehearses, without output; fails with an exception. */
  public static void main(String[] words) throws IOException {
    Surroundings real = ProcessSurroundings.read();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Rehearsal.run(
        new Surroundings(
            real.configuration(), real.host(), real.terminal(), real.in(), nowhere, nowhere),
        Program::run);
    Interruption.watch(Thread.currentThread()).end();
    Main.main(new String[] {"--version"});
  }
}
