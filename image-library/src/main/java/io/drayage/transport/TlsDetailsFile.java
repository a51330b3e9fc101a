package io.drayage.transport;

import io.drayage.image.InvalidFormatException;
import io.drayage.registry.TlsDetails;
import io.drayage.registry.TlsDetails.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code containers-tls-details.yaml}: {@code minVersion}, {@code cipherSuites} and {@code
 * namedGroups}, each of them optional. A name that this runtime does not know is an error: nobody
 * shall believe that a rule applies which does not.
 */
public final class TlsDetailsFile {
  private static final long LARGEST = 64 * 1024;

  /** IANA's names of those that the runtime has. */
  private static final Set<String> GROUPS =
      Set.of(
          "x25519",
          "x448",
          "secp256r1",
          "secp384r1",
          "secp521r1",
          "ffdhe2048",
          "ffdhe3072",
          "ffdhe4096",
          "ffdhe6144",
          "ffdhe8192");

  private TlsDetailsFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidFormatException when it says something else, or names what does not exist
   */
  public static TlsDetails read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new InvalidFormatException(
          "%s has %d bytes, more than the limit of %d".formatted(file, Files.size(file), LARGEST));
    }
    try {
      return parse(Files.readString(file), file.toString());
    } catch (YamlEngineException e) {
      throw new InvalidFormatException("%s is no YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static TlsDetails parse(String text, String file) {
    Version minimum = Version.V1_2;
    Optional<List<String>> suites = Optional.empty();
    Optional<List<String>> groups = Optional.empty();
    Optional<Node> root =
        new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
    for (NodeTuple entry : root.isEmpty() ? List.<NodeTuple>of() : entries(root.get(), file)) {
      String key = scalar(entry.getKeyNode(), file);
      switch (key) {
        case "minVersion" -> minimum = version(scalar(entry.getValueNode(), file), file);
        case "cipherSuites" ->
            suites = Optional.of(names(entry.getValueNode(), "cipher suite", suites(), file));
        case "namedGroups" ->
            groups = Optional.of(names(entry.getValueNode(), "named group", GROUPS, file));
        default -> throw new InvalidFormatException("%s: unknown key %s".formatted(file, key));
      }
    }
    return new TlsDetails(minimum, suites, groups);
  }

  private static List<NodeTuple> entries(Node root, String file) {
    if (root instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw new InvalidFormatException(
        "%s: expected minVersion, cipherSuites, namedGroups".formatted(file));
  }

  private static Version version(String text, String file) {
    return switch (text) {
      // The runtime speaks neither 1.0 nor 1.1, so that 1.2 is the least.
      case "", "1.0", "1.1", "1.2" -> Version.V1_2;
      case "1.3" -> Version.V1_3;
      default ->
          throw new InvalidFormatException(
              "%s: unrecognized TLS minimum version \"%s\"".formatted(file, text));
    };
  }

  private static List<String> names(Node node, String kind, Set<String> known, String file) {
    if (!(node instanceof SequenceNode sequence)) {
      throw new InvalidFormatException("%s: expected a list of %ss".formatted(file, kind));
    }
    List<String> names = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      String name = scalar(item, file);
      if (!known.contains(name)) {
        throw new InvalidFormatException(
            "%s: unrecognized TLS %s \"%s\"; this Java runtime knows %s"
                .formatted(file, kind, name, String.join(", ", known.stream().sorted().toList())));
      }
      names.add(name);
    }
    return names;
  }

  private static String scalar(Node node, String file) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new InvalidFormatException(
        "%s: expected a text in line %d"
            .formatted(file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0)));
  }

  private static Set<String> suites() {
    try {
      return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }
}
