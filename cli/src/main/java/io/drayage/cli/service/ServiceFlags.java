package io.drayage.cli.service;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.registries.ConfigEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Which service a command asks: flags count more than variables, and those more than the file. */
public final class ServiceFlags {
  private ServiceFlags() {}

  public static void declare(Flags flags) {
    flags
        .text("--context", "NAME", "the service of this context, see dray-context-add(1)")
        .text("--server", "URL", "the service at this address, with the token of DRAY_TOKEN");
  }

  /** {@code -o}, as {@link Output} reads it. */
  public static void declareOutput(Flags flags) {
    flags.text("-o, --output", "table|json|yaml", "the form of what is printed");
  }

  /**
   * Finds the service. A token of the file goes to the server that it was saved for and to no
   * other.
   *
   * @throws UsageException when none is named anywhere
   */
  public static ServiceContext read(Arguments arguments, ConfigEnvironment environment)
      throws IOException {
    Map<String, String> variables = environment.variables();
    Optional<String> token =
        Optional.ofNullable(variables.get("DRAY_TOKEN")).filter(text -> !text.isEmpty());
    Optional<String> server = arguments.text("--server");
    Optional<String> name = arguments.text("--context");
    if (server.isPresent() && name.isPresent()) {
      throw new UsageException("--server and --context cannot be given together");
    }
    if (server.isEmpty() && name.isEmpty()) {
      server = Optional.ofNullable(variables.get("DRAY_SERVER")).filter(text -> !text.isEmpty());
    }
    if (server.isPresent()) {
      return new ServiceContext("", address(server.get()), token);
    }
    ContextFile.Contexts contexts = ContextFile.of(environment).read();
    String wanted =
        name.or(contexts::current)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no service is named: use --server or DRAY_SERVER, or save one with"
                            + " 'dray context add NAME --server URL'"));
    ServiceContext found =
        contexts
            .find(wanted)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no context \"%s\"; 'dray context list' shows those that are"
                            .formatted(wanted)));
    return token.isPresent() ? new ServiceContext(found.name(), found.server(), token) : found;
  }

  /**
   * The address of a service.
   *
   * @throws UsageException when it is none
   */
  public static URI address(String text) {
    try {
      URI address = URI.create(text);
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new UsageException("a server is written as https://HOST[:PORT], without a user");
  }
}
