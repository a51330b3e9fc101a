package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.ContextFile;
import io.drayage.cli.service.ContextFile.Contexts;
import io.drayage.cli.service.ServiceContext;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code dray context …}: the services that a user works with. */
record ContextCommand(Word word) implements Command {
  private static final int LONGEST_TOKEN = 64 * 1024;

  /** What is done. */
  enum Word {
    ADD("add", "Save a service, and use it from now on", "NAME"),
    LIST("list", "Show the services that are saved", ""),
    USE("use", "Use another of the services that are saved", "NAME"),
    REMOVE("remove", "Forget a service and its token", "NAME");

    private final String label;
    private final String summary;
    private final String operands;

    Word(String label, String summary, String operands) {
      this.label = label;
      this.summary = summary;
      this.operands = operands;
    }
  }

  @Override
  public String name() {
    return "context " + word.label;
  }

  @Override
  public Description description() {
    return new Description(
        word.summary,
        word.operands,
        List.of(
            "Services are saved in ~/.config/dray/contexts.json, which only you can read. The"
                + " variables DRAY_SERVER and DRAY_TOKEN count more."),
        List.of(
            "dray context add prod --server https://drayage.example.com --token-file token",
            "dray context use prod"));
  }

  @Override
  public void declare(Flags flags) {
    if (word == Word.ADD) {
      flags
          .text("--server", "URL", "the address of the service")
          .text("--token-file", "FILE", "a file with a token; - for standard input");
    }
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    ContextFile file = ContextFile.of(invocation.surroundings().configuration());
    switch (word) {
      case ADD -> add(arguments, invocation, file);
      case LIST -> list(arguments, invocation, file);
      case USE -> {
        Contexts contexts = file.read();
        ServiceContext context = existing(arguments, contexts);
        file.write(new Contexts(Optional.of(context.name()), contexts.all()));
        invocation.out().println("Using " + context.server() + " from now on");
      }
      case REMOVE -> {
        Contexts contexts = file.read();
        file.write(contexts.without(existing(arguments, contexts).name()));
      }
    }
    return ExitCode.SUCCESS;
  }

  private static void add(Arguments arguments, Invocation invocation, ContextFile file)
      throws IOException {
    String name = arguments.exactly(1, "Exactly one name expected").getFirst();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new UsageException("a context is named by letters, digits, dots and dashes");
    }
    URI server =
        ServiceFlags.address(
            arguments
                .text("--server")
                .orElseThrow(() -> new UsageException("--server is missing: name the service")));
    file.write(file.read().with(new ServiceContext(name, server, token(arguments, invocation))));
    invocation.out().println("Using " + server + " from now on");
  }

  private static void list(Arguments arguments, Invocation invocation, ContextFile file)
      throws IOException {
    arguments.exactly(0, "No argument expected");
    Contexts contexts = file.read();
    for (ServiceContext context : contexts.all()) {
      boolean current = contexts.current().filter(context.name()::equals).isPresent();
      invocation
          .out()
          .printf(
              "%s %s   %s%s%n",
              current ? "*" : " ",
              context.name(),
              context.server(),
              context.token().isPresent() ? "" : "   (no token)");
    }
  }

  private static ServiceContext existing(Arguments arguments, Contexts contexts) {
    String name = arguments.exactly(1, "Exactly one name expected").getFirst();
    return contexts
        .find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no context \"%s\"; 'dray context list' shows those that are"
                        .formatted(name)));
  }

  /** A token on the command line would be in every list of processes. */
  private static Optional<String> token(Arguments arguments, Invocation invocation)
      throws IOException {
    Optional<String> file = arguments.text("--token-file");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    if (file.get().equals("-")) {
      bytes = invocation.surroundings().in().readNBytes(LONGEST_TOKEN);
    } else {
      try (InputStream in = Files.newInputStream(Path.of(file.get()))) {
        bytes = in.readNBytes(LONGEST_TOKEN);
      }
    }
    String token = new String(bytes, StandardCharsets.UTF_8).strip();
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new UsageException("--token-file: a token is one word of visible characters");
    }
    return Optional.of(token);
  }
}
