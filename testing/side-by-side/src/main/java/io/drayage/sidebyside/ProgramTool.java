package io.drayage.sidebyside;

import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A tool that is a program of its own. */
public record ProgramTool(String name, Path program) implements Tool {
  @Override
  public CommandResult run(Path folder, List<String> words, String input)
      throws IOException, InterruptedException {
    return Command.of(program.toString(), words.toArray(String[]::new))
        .in(folder)
        .input(input)
        .with("HOME", folder.resolve("home").toString())
        .with("XDG_RUNTIME_DIR", folder.resolve("run").toString())
        .run();
  }
}
