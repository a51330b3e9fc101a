package io.drayage.cli.command;

import io.drayage.cli.demo.Demo;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import java.io.IOException;
import java.util.List;

/** {@code dray demo}: shows the program at work on this machine, without any preparation. */
final class DemoCommand implements Command {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public Description description() {
    return new Description(
        "Show dray at work: registries on this machine, a mirror, a block",
        "",
        List.of(
            "Everything happens on the loopback interface and in a temporary folder that is removed"
                + " at the end."),
        List.of("dray demo"));
  }

  @Override
  public void declare(Flags flags) {}

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "dray demo takes no arguments");
    return Demo.run(invocation.surroundings(), invocation.commands());
  }
}
