package io.drayage.cli.command;

import io.drayage.cli.flag.UsageException;
import io.drayage.image.InvalidFormatException;
import io.drayage.registries.yaml.Yaml;
import io.drayage.registries.yaml.YamlEntry;
import io.drayage.registries.yaml.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file that says how to sign by sigstore; containers-sigstore-signing-params.yaml(5). Only
 * signing with a private key is supported.
 */
record SigstoreParameters(Path privateKey, Optional<Path> passphraseFile) {
  private static final int LARGEST = 1 << 20;

  /**
   * Reads a file strictly.
   *
   * @throws UsageException when it asks for what is not supported
   * @throws InvalidFormatException when it has not the form it must have
   */
  static SigstoreParameters read(Path file) throws IOException {
    String text = new String(SignatureFiles.bytes(file, LARGEST), StandardCharsets.UTF_8);
    try {
      List<Node> documents = Yaml.documents(text, file.toString());
      List<YamlEntry> keys = documents.isEmpty() ? List.of() : Yaml.entries(documents.getFirst());
      for (YamlEntry key : keys) {
        check(key, file);
      }
      Optional<Node> privateKey = Yaml.find(keys, "privateKeyFile");
      if (privateKey.isEmpty()) {
        throw new UsageException("%s: \"privateKeyFile\" is missing".formatted(file));
      }
      Optional<Node> passphrase = Yaml.find(keys, "privateKeyPassphraseFile");
      return new SigstoreParameters(
          Path.of(Yaml.string(privateKey.get())),
          passphrase.isPresent()
              ? Optional.of(Path.of(Yaml.string(passphrase.get())))
              : Optional.empty());
    } catch (YamlException e) {
      throw new InvalidFormatException("%s:%d: %s".formatted(file, e.line(), e.getMessage()), e);
    }
  }

  private static void check(YamlEntry key, Path file) throws YamlException {
    switch (key.key()) {
      case "privateKeyFile", "privateKeyPassphraseFile" -> {}
      case "fulcio" ->
          throw new UsageException(
              "%s:%d: signing with a certificate of Fulcio is not supported, it needs a person with a browser and servers of the internet: give a private key as privateKeyFile"
                  .formatted(file, key.line()));
      case "rekorURL" ->
          throw new UsageException(
              "%s:%d: entries in the transparency log Rekor are not supported: remove rekorURL"
                  .formatted(file, key.line()));
      default -> throw new YamlException(key.line(), "unknown key \"%s\"".formatted(key.key()));
    }
  }
}
