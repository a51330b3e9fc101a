package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.PassphraseFile;
import io.drayage.cli.flag.UsageException;
import io.drayage.signature.SigstoreKeyPair;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code dray generate-sigstore-key}: a new pair of keys in two files. */
final class GenerateSigstoreKeyCommand implements Command {
  private static final String USAGE = "Usage: dray generate-sigstore-key --output-prefix PREFIX";

  @Override
  public String name() {
    return "generate-sigstore-key";
  }

  @Override
  public Description description() {
    return new Description(
        "Generate a pair of keys for sigstore signatures",
        "--output-prefix PREFIX",
        List.of(
            "PREFIX.private is encrypted with a passphrase and signs, PREFIX.pub verifies; cosign and skopeo read both. Files that exist are not overwritten."),
        List.of("dray generate-sigstore-key --output-prefix release"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("--output-prefix", "PREFIX", "write the keys to PREFIX.pub and PREFIX.private")
        .text("--passphrase-file", "PATH", "file with the passphrase of the private key");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, USAGE);
    String prefix =
        arguments
            .text("--output-prefix")
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> new UsageException(USAGE));
    Path publicFile = Path.of(prefix + ".pub");
    Path privateFile = Path.of(prefix + ".private");
    for (Path file : List.of(publicFile, privateFile)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw existing(file);
      }
    }
    String passphrase = passphrase(arguments, invocation, privateFile);
    SigstoreKeyPair pair = SigstoreKeyPair.generate(passphrase, new SecureRandom());
    write(privateFile, pair.privateKey(), "rw-------");
    write(publicFile, pair.publicKey(), "rw-r--r--");
    invocation.out().println("Key written to \"%s\" and \"%s\"".formatted(privateFile, publicFile));
    return ExitCode.SUCCESS;
  }

  private static String passphrase(Arguments arguments, Invocation invocation, Path key)
      throws IOException {
    Optional<Path> file = arguments.path("--passphrase-file");
    if (file.isPresent()) {
      return PassphraseFile.read(file.get());
    }
    var terminal = invocation.surroundings().terminal();
    String first =
        terminal
            .askSecretly("Passphrase for key %s: ".formatted(key))
            .orElseThrow(
                () ->
                    new UsageException(
                        "Cannot prompt for a passphrase for key %s: there is no terminal to ask at; give --passphrase-file"
                            .formatted(key)));
    String second = terminal.askSecretly("Again: ").orElse("");
    if (!first.equals(second)) {
      throw new UsageException("the two passphrases differ; nothing was written");
    }
    return first;
  }

  /** Makes the file with its permissions, so that nobody can open it in between. */
  private static void write(Path file, byte[] content, String permissions) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    try (OutputStream out =
        Channels.newOutputStream(
            FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), owner))) {
      out.write(content);
    } catch (FileAlreadyExistsException e) {
      throw existing(file);
    }
  }

  private static UsageException existing(Path file) {
    return new UsageException("Refusing to overwrite existing \"%s\"".formatted(file));
  }
}
