package io.drayage.cli.service;

import io.drayage.registries.ConfigEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file with the services that a user works with, {@code ~/.config/dray/contexts.json}. It holds
 * tokens, so that nobody else may read it. A change replaces the file as a whole.
 */
public final class ContextFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;

  private ContextFile(Path file) {
    this.file = file;
  }

  public static ContextFile of(ConfigEnvironment environment) {
    String folder = environment.variables().getOrDefault("XDG_CONFIG_HOME", "");
    Path base = folder.isEmpty() ? environment.home().resolve(".config") : Path.of(folder);
    return new ContextFile(base.resolve("dray").resolve("contexts.json"));
  }

  /**
   * All that is in it.
   *
   * @param current the name of the one that is used when none is named
   */
  public record Contexts(Optional<String> current, List<ServiceContext> all) {
    public Contexts {
      all = List.copyOf(all);
    }

    public Optional<ServiceContext> find(String name) {
      return all.stream().filter(context -> context.name().equals(name)).findFirst();
    }

    /** The same with one more, which takes the place of one of its name and is used from now on. */
    public Contexts with(ServiceContext context) {
      List<ServiceContext> others = new ArrayList<>(without(context.name()).all());
      others.add(context);
      return new Contexts(Optional.of(context.name()), others);
    }

    public Contexts without(String name) {
      return new Contexts(
          current.filter(one -> !one.equals(name)),
          all.stream().filter(context -> !context.name().equals(name)).toList());
    }
  }

  public Contexts read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return new Contexts(Optional.empty(), List.of());
    }
    try {
      JsonNode root = JSON.readTree(text);
      List<ServiceContext> contexts = new ArrayList<>();
      for (JsonNode one : root.path("contexts")) {
        contexts.add(
            new ServiceContext(
                one.path("name").asString(""),
                URI.create(one.path("server").asString("")),
                optional(one, "token")));
      }
      return new Contexts(optional(root, "current"), contexts);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          "%s: is damaged; remove it and add your contexts again".formatted(file), e);
    }
  }

  private static Optional<String> optional(JsonNode node, String field) {
    return node.hasNonNull(field) ? Optional.of(node.path(field).asString("")) : Optional.empty();
  }

  public void write(Contexts contexts) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    contexts.current().ifPresent(name -> root.put("current", name));
    ArrayNode list = root.putArray("contexts");
    for (ServiceContext context : contexts.all()) {
      ObjectNode one = list.addObject();
      one.put("name", context.name());
      one.put("server", context.server().toString());
      context.token().ifPresent(token -> one.put("token", token));
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path written =
        Files.createTempFile(
            folder, "contexts", ".new", PosixFilePermissions.asFileAttribute(OWNER));
    try {
      Files.writeString(written, root.toPrettyString() + "\n");
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
