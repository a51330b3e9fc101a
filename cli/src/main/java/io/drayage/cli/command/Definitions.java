package io.drayage.cli.command;

import io.drayage.api.FieldProblem;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.Definition;
import io.drayage.cli.service.DefinitionReader;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceRefusalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The flag {@code --file} and what stands in such files. */
final class Definitions {
  private static final int LARGEST = 16 << 20;

  private Definitions() {}

  static void declare(Flags flags) {
    flags.text("-f, --file", "FILE", "YAML or JSON with the resources; - for standard input");
  }

  static List<Definition> read(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "No argument expected: the resources stand in the file of --file");
    String file =
        arguments
            .text("--file")
            .orElseThrow(() -> new UsageException("--file is missing: name a file, or -"));
    byte[] bytes;
    if (file.equals("-")) {
      bytes = invocation.surroundings().in().readNBytes(LARGEST + 1);
    } else {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        bytes = in.readNBytes(LARGEST + 1);
      }
    }
    if (bytes.length > LARGEST) {
      throw new UsageException("%s: has more than %d bytes".formatted(file, LARGEST));
    }
    return DefinitionReader.read(
        new String(bytes, StandardCharsets.UTF_8), file.equals("-") ? "<input>" : file);
  }

  /** Puts one; what the service refuses is said with the line where it stands. */
  static JsonNode put(Service service, Definition definition) throws IOException {
    try {
      return service.put(definition.kind().path(definition.name()), definition.spec());
    } catch (ServiceRefusalException refusal) {
      if (refusal.errors().isEmpty()) {
        throw new IOException(
            "%s: %s: %s".formatted(definition.place(), definition.title(), refusal.getMessage()),
            refusal);
      }
      throw new IOException(
          refusal.errors().stream()
              .map(error -> complaint(definition, error))
              .collect(Collectors.joining("\n")),
          refusal);
    }
  }

  private static String complaint(Definition definition, FieldProblem error) {
    return "%s: %s: %s".formatted(definition.placeOf(error.field()), definition.title(), error);
  }
}
