package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.demo.Demo;
import io.drayage.cli.demo.PlatformDemo;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import java.io.IOException;
import java.nio.file.Path;
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
        "Show dray at work on this machine: copies, a mirror, a block, and the platform with a"
            + " sync",
        "",
        List.of(
            "Everything happens on the loopback interface and in temporary folders that are removed"
                + " at the end. On a terminal the platform stays up until Ctrl-C, so that it can be"
                + " looked at."),
        List.of("dray demo", "dray demo --exit"));
  }

  @Override
  public void declare(Flags flags) {
    flags.toggle("--exit", "end when everything was shown, on a terminal, too");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "dray demo takes no arguments");
    int code = Demo.run(invocation.surroundings(), invocation.commands());
    if (code != ExitCode.SUCCESS) {
      return code;
    }
    boolean stays =
        invocation.surroundings().terminal().isInteractive() && !arguments.isOn("--exit");
    return PlatformDemo.run(
        invocation.surroundings(),
        invocation.commands(),
        DemoCommand::start,
        stays ? PlatformDemo.Afterwards.STAY : PlatformDemo.Afterwards.EXIT);
  }

  private static Process start(Path data, List<String> settings) throws IOException {
    return PlatformService.attended(
        data, PlatformService.command(data, 0, settings), ProcessBuilder.Redirect.PIPE);
  }
}
