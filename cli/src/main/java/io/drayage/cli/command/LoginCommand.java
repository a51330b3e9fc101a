package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.registries.UserConfiguration;
import io.drayage.image.Credential.UsernamePassword;
import io.drayage.registries.CredentialKey;
import io.drayage.registries.CredentialOrigin;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryException;
import io.drayage.transport.RegistryRouting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code dray login}: checks credentials at a registry and keeps them. */
final class LoginCommand implements Command {
  private static final int LONGEST_PASSWORD = 64 * 1024;

  @Override
  public String name() {
    return "login";
  }

  @Override
  public Description description() {
    return new Description(
        "Log in to a registry",
        "REGISTRY[/NAMESPACE]",
        List.of("The credentials are tried at the registry first, and kept only if it takes them."),
        List.of(
            "dray login registry.example.com",
            "echo $TOKEN | dray login -u robot --password-stdin registry.example.com/tools"));
  }

  @Override
  public void declare(Flags flags) {
    LoginFlags.declare(flags);
    flags
        .text("-u, --username", "NAME", "user name")
        .text("-p, --password", "TEXT", "password; --password-stdin does not show it to others")
        .toggle("--password-stdin", "read the password from standard input")
        .toggle("--get-login", "print who is logged in")
        .toggle("-v, --verbose", "say where the credentials are kept");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    CredentialKey key = LoginFlags.key(arguments.positionals(), "log in to");
    UserConfiguration configuration = LoginFlags.configuration(arguments, invocation);
    Optional<UsernamePassword> known = known(configuration, key);
    if (arguments.isOn("--get-login")) {
      invocation
          .out()
          .println(
              known
                  .map(UsernamePassword::username)
                  .orElseThrow(() -> new UsageException("not logged into " + key)));
      return ExitCode.SUCCESS;
    }
    UsernamePassword credential = ask(arguments, invocation, known);
    RegistryRouting.Route route = LoginFlags.route(arguments, configuration, key, credential);
    check(route, invocation);
    CredentialOrigin origin = configuration.credentials().store(key, credential);
    if (arguments.isOn("--verbose")) {
      invocation.out().println("Used:  " + origin);
    }
    invocation.out().println("Login Succeeded!");
    return ExitCode.SUCCESS;
  }

  private static Optional<UsernamePassword> known(
      UserConfiguration configuration, CredentialKey key) throws IOException {
    return configuration.credentials().lookup(key).credential() instanceof UsernamePassword found
        ? Optional.of(found)
        : Optional.empty();
  }

  private static UsernamePassword ask(
      Arguments arguments, Invocation invocation, Optional<UsernamePassword> known)
      throws IOException {
    Optional<String> username = arguments.text("--username");
    Optional<String> password = arguments.text("--password");
    if (arguments.isOn("--password-stdin")) {
      if (password.isPresent()) {
        throw new UsageException("--password and --password-stdin cannot be given together");
      }
      if (username.isEmpty()) {
        throw new UsageException("Must provide --username with --password-stdin");
      }
      password = Optional.of(firstLine(invocation.surroundings().in()));
    }
    var terminal = invocation.surroundings().terminal();
    if (username.isEmpty()) {
      String prompt =
          known.map(found -> "Username (%s): ".formatted(found.username())).orElse("Username: ");
      username = terminal.ask(prompt);
      if (username.isPresent() && username.get().isEmpty()) {
        username = known.map(UsernamePassword::username);
      }
    }
    if (username.isEmpty()) {
      throw new UsageException("no user name: give --username, there is no terminal to ask at");
    }
    if (password.isEmpty()) {
      password = terminal.askSecretly("Password: ");
    }
    return new UsernamePassword(
        username.get(),
        password.orElseThrow(
            () ->
                new UsageException(
                    "no password: give --password-stdin, there is no terminal to ask at")));
  }

  private static String firstLine(InputStream in) throws IOException {
    // Not closed: standard input is not ours.
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    char[] text = new char[LONGEST_PASSWORD];
    int length = 0;
    int read = 0;
    while (read >= 0 && length < text.length) {
      read = reader.read(text, length, text.length - length);
      length += Math.max(0, read);
    }
    return new String(text, 0, length).lines().findFirst().orElse("");
  }

  private static void check(RegistryRouting.Route route, Invocation invocation) throws IOException {
    if (route.refusal().isPresent()) {
      throw new IOException(route.refusal().get());
    }
    try (RegistryClient client =
        RegistryClient.open(route.endpoint(), EndAccess.clientOptions(invocation))) {
      client.ping();
    } catch (RegistryException.Unauthorized | RegistryException.Denied e) {
      throw new IOException(
          "logging into %s: invalid username/password: %s"
              .formatted(route.endpoint().host(), e.getMessage()),
          e);
    }
  }
}
