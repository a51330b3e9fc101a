package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Time;
import io.drayage.signature.UntrustedSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code dray untrusted-signature-dump-without-verification}: what a signature pretends to say.
 * Help does not list it, since nothing that it prints may be believed.
 */
final class UntrustedSignatureDumpCommand implements Command {
  static final String NAME = "untrusted-signature-dump-without-verification";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description description() {
    return new Description(
        "Print what a signature says WITHOUT VERIFYING IT", "SIGNATURE", List.of(), List.of());
  }

  @Override
  public void declare(Flags flags) {}

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(1, "Usage: dray %s SIGNATURE".formatted(NAME));
    UntrustedSignature untrusted =
        UntrustedSignature.of(SignatureFiles.signature(Path.of(words.getFirst())));
    Struct json =
        new Struct(
            List.of(
                text("UntrustedDockerManifestDigest", untrusted.manifest().toString()),
                text("UntrustedDockerReference", untrusted.dockerReference()),
                Field.of(
                    "UntrustedCreatorID",
                    untrusted.creator().<GoValue>map(Text::new).orElse(Nil.POINTER)),
                Field.of(
                    "UntrustedTimestamp",
                    untrusted
                        .timestamp()
                        .<GoValue>map(
                            time ->
                                new Time(OffsetDateTime.ofInstant(time, ZoneId.systemDefault())))
                        .orElse(Nil.POINTER)),
                text("UntrustedShortKeyIdentifier", untrusted.keyId())));
    invocation.out().println(GoJson.indented(json, "    "));
    return ExitCode.SUCCESS;
  }

  private static Field text(String name, String text) {
    return Field.of(name, new Text(text));
  }
}
