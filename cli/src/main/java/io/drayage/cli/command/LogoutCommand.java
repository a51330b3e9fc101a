package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.registries.UserConfiguration;
import io.drayage.registries.CredentialKey;
import java.io.IOException;
import java.util.List;

/** {@code dray logout}: forgets credentials. */
final class LogoutCommand implements Command {
  @Override
  public String name() {
    return "logout";
  }

  @Override
  public Description description() {
    return new Description(
        "Forget the credentials for a registry",
        "REGISTRY[/NAMESPACE]",
        List.of(),
        List.of("dray logout registry.example.com", "dray logout --all"));
  }

  @Override
  public void declare(Flags flags) {
    LoginFlags.declare(flags);
    flags.toggle("-a, --all", "forget the credentials for all registries");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    UserConfiguration configuration = LoginFlags.configuration(arguments, invocation);
    List<String> words = arguments.positionals();
    if (arguments.isOn("--all")) {
      if (!words.isEmpty()) {
        throw new UsageException("--all takes no arguments");
      }
      configuration.credentials().eraseAll();
      invocation.out().println("Removed login credentials for all registries");
      return ExitCode.SUCCESS;
    }
    CredentialKey key = LoginFlags.key(words, "log out of");
    if (configuration.credentials().erase(key).isEmpty()) {
      throw new UsageException("not logged into " + key);
    }
    invocation.out().println("Removed login credentials for " + key);
    return ExitCode.SUCCESS;
  }
}
