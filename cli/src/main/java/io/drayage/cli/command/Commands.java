package io.drayage.cli.command;

import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.Flags.Purpose;
import io.drayage.cli.flag.GlobalFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, found by name so that only the one that runs is loaded. */
public final class Commands {
  /** In the order in which help lists them; hidden ones are not among them. */
  private static final List<String> NAMES =
      List.of(
          "copy",
          "inspect",
          "list-tags",
          "image tree",
          "sync",
          "sync run",
          "sync pause",
          "sync resume",
          "sync cancel",
          "sync retry",
          "plan",
          "apply",
          "diff",
          "get",
          "describe",
          "context add",
          "context list",
          "context use",
          "context remove",
          "bundle create",
          "bundle apply",
          "bundle verify",
          "bundle inspect",
          "delete",
          "explain",
          "login",
          "logout",
          "registries",
          "manifest-digest",
          "registry",
          "up",
          "down",
          "status",
          "standalone-sign",
          "standalone-verify",
          "generate-sigstore-key",
          "demo",
          "completion",
          "help");

  /** Those that help does not list: for programs, out of date, or not to be believed. */
  private static final List<String> HIDDEN =
      List.of("layers", "experimental-image-proxy", UntrustedSignatureDumpCommand.NAME);

  private Commands() {}

  /** The command of this name. */
  public static Optional<Command> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "copy" -> new CopyCommand();
          case "inspect" -> new InspectCommand();
          case "list-tags" -> new ListTagsCommand();
          case "image tree" -> new ImageTreeCommand();
          case "sync" -> new SyncCommand();
          case "sync run" -> new SyncWordCommand(SyncWordCommand.Word.RUN);
          case "sync pause" -> new SyncWordCommand(SyncWordCommand.Word.PAUSE);
          case "sync resume" -> new SyncWordCommand(SyncWordCommand.Word.RESUME);
          case "sync cancel" -> new SyncWordCommand(SyncWordCommand.Word.CANCEL);
          case "sync retry" -> new SyncWordCommand(SyncWordCommand.Word.RETRY);
          case "plan" -> new PlanCommand();
          case "apply" -> new ApplyCommand();
          case "diff" -> new DiffCommand();
          case "get" -> new GetCommand();
          case "describe" -> new DescribeCommand();
          case "context add" -> new ContextCommand(ContextCommand.Word.ADD);
          case "context list" -> new ContextCommand(ContextCommand.Word.LIST);
          case "context use" -> new ContextCommand(ContextCommand.Word.USE);
          case "context remove" -> new ContextCommand(ContextCommand.Word.REMOVE);
          case "bundle create" -> new BundleCreateCommand();
          case "bundle apply" -> new BundleApplyCommand();
          case "bundle verify" -> new BundleVerifyCommand();
          case "bundle inspect" -> new BundleInspectCommand();
          case "delete" -> new DeleteCommand();
          case "explain" -> new ExplainCommand();
          case "login" -> new LoginCommand();
          case "logout" -> new LogoutCommand();
          case "registries" -> new RegistriesCommand();
          case "manifest-digest" -> new ManifestDigestCommand();
          case "registry" -> new RegistryCommand();
          case "up" -> new UpCommand();
          case "down" -> new DownCommand();
          case "status" -> new StatusCommand();
          case "standalone-sign" -> new StandaloneSignCommand();
          case "standalone-verify" -> new StandaloneVerifyCommand();
          case "generate-sigstore-key" -> new GenerateSigstoreKeyCommand();
          case UntrustedSignatureDumpCommand.NAME -> new UntrustedSignatureDumpCommand();
          case "demo" -> new DemoCommand();
          case "completion" -> new CompletionCommand();
          case "help" -> new HelpCommand();
          case "layers" -> new LayersCommand();
          case "experimental-image-proxy" -> new ImageProxyCommand();
          default -> null;
        });
  }

  /** Whether a word is the first of two that stand for a command: {@code bundle create}. */
  public static boolean isGroup(String word) {
    return CommandGroup.find(word).isPresent();
  }

  /** Whether two words stand for a command together, of which the first is one as well. */
  public static boolean isBeside(String first, String second) {
    return first.equals("sync") && SyncWordCommand.find(second).isPresent();
  }

  /** All that help lists. */
  public static List<Command> all() {
    return NAMES.stream().map(name -> find(name).orElseThrow()).toList();
  }

  /** The others. */
  public static List<Command> hidden() {
    return HIDDEN.stream().map(name -> find(name).orElseThrow()).toList();
  }

  /** The program with its global flags and without commands. */
  public static CommandSpec root(Purpose purpose) {
    CommandSpec spec = CommandSpec.create().name("dray");
    spec.usageMessage()
        .description("Moves container images between registries, folders and archives.")
        .customSynopsis("dray [global flags] COMMAND [flags] …")
        .footer("", "'dray COMMAND --help' tells more about a command.");
    Flags flags = new Flags(spec, purpose);
    GlobalFlags.declare(flags);
    flags.hiddenToggle("--tls-verify");
    spec.addOption(help());
    spec.addOption(
        OptionSpec.builder("-v", "--version")
            .type(boolean.class)
            .arity("0")
            .versionHelp(true)
            .description("print the version")
            .build());
    return spec;
  }

  /** The program with all its commands, for help, completion and manual. */
  public static CommandSpec complete() {
    CommandSpec root = root(Purpose.SHOWING);
    for (Command command : all()) {
      attach(root, command, Purpose.SHOWING);
    }
    return root;
  }

  /** Makes a command known to the program, one of two words below the first of them. */
  public static void attach(CommandSpec root, Command command, Purpose purpose) {
    CommandSpec spec = spec(command, purpose);
    int blank = command.name().indexOf(' ');
    if (blank < 0) {
      root.addSubcommand(command.name(), spec);
      return;
    }
    String word = command.name().substring(0, blank);
    if (!root.subcommands().containsKey(word)) {
      root.addSubcommand(
          word,
          CommandGroup.find(word)
              .map(CommandGroup::spec)
              .orElseGet(() -> CommandSpec.create().name(word)));
    }
    Objects.requireNonNull(root.subcommands().get(word))
        .addSubcommand(command.name().substring(blank + 1), spec);
  }

  /** The commands of a group, for help and manual. */
  public static CommandSpec group(String word) {
    return Objects.requireNonNull(complete().subcommands().get(word)).getCommandSpec();
  }

  /** The flags of a command, with the global ones hidden among them. */
  public static CommandSpec spec(Command command, Purpose purpose) {
    CommandSpec spec = CommandSpec.create().name(command.name().replace(' ', '-'));
    Flags flags = new Flags(spec, purpose);
    command.declare(flags);
    flags.arguments();
    spec.addOption(help());
    for (OptionSpec global : globalFlags(purpose)) {
      if (spec.findOption(global.longestName()) == null) {
        spec.addOption(OptionSpec.builder(global).hidden(true).build());
      }
    }
    describe(spec, command);
    return spec;
  }

  private static List<OptionSpec> globalFlags(Purpose purpose) {
    CommandSpec globals = CommandSpec.create();
    GlobalFlags.declare(new Flags(globals, purpose));
    return globals.options();
  }

  private static void describe(CommandSpec spec, Command command) {
    Description description = command.description();
    List<String> text = new ArrayList<>();
    text.add(description.summary() + ".");
    description.paragraphs().forEach(paragraph -> text.add("%n" + paragraph));
    List<String> examples = new ArrayList<>();
    if (!description.examples().isEmpty()) {
      examples.add("%nExamples:");
      description.examples().forEach(example -> examples.add("  " + example));
    }
    String operands = description.operands();
    spec.usageMessage()
        .description(text.toArray(String[]::new))
        .optionListHeading("%nFlags:%n")
        .footer(examples.toArray(String[]::new))
        .customSynopsis(
            "dray %s [flags]%s"
                .formatted(command.name(), operands.isEmpty() ? "" : " " + operands));
  }

  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .arity("0")
        .usageHelp(true)
        .description("print this help")
        .build();
  }
}
