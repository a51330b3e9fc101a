package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inspect --bogus dir:x | unknown flag: --bogus",
        "inspect | Exactly one argument expected",
        "inspect a b | Exactly one argument expected",
        "cpoy a b | unrecognized command `dray cpoy`",
        "copy dir:a | Exactly two arguments expected",
        "copy docker:a dir:b | Invalid source name docker:a: docker: image reference a does not",
        "copy dir:a nowhere:b | Invalid destination name nowhere:b",
        "copy --src-creds | flag needs an argument: --src-creds",
        "copy --all --multi-arch all dir:a dir:b | Cannot use --all and --multi-arch flags together",
        "copy --multi-arch some dir:a dir:b | choose system, all, index-only or a list of platforms",
        "copy --format v3 dir:a dir:b | unknown format \"v3\"",
        "copy --src-username me dir:a dir:b | --src-username and --src-password must be given",
        "copy --src-creds a:b --src-no-creds dir:a dir:b | cannot be given together",
        "copy --sign-by me dir:a dir:b | Cannot determine canonical Docker reference for destination dir:b",
        "copy --sign-by-sq-fingerprint me dir:a dir:b | --sign-by-sq-fingerprint is not supported",
        "copy --sign-by a --sign-by-sigstore-private-key b --sign-passphrase-file c dir:a dir:b | Only one of --sign-by",
        "copy --sign-by me --sign-identity app dir:a dir:b | a full reference",
        "copy --sign-by-sigstore missing.yaml dir:a dir:b | missing.yaml",
        "copy --encryption-key k dir:a dir:b | must be jwe:PUBLIC-KEY-FILE or pkcs7:CERTIFICATE",
        "copy --encryption-key pgp:me dir:a dir:b | pgp is not supported, use jwe or pkcs7",
        "copy --encryption-key jwe:none.pem dir:a dir:b | the key file none.pem does not exist",
        "copy --decryption-key none.pem:x dir:a dir:b | the key file none.pem does not exist",
        "copy --encrypt-layer 0 dir:a dir:b | --encrypt-layer can only be used with",
        "copy --encrypt-layer=-x --encryption-key jwe:k dir:a dir:b | must be a whole number",
        "copy --encryption-key jwe:k --decryption-key k dir:a dir:b | cannot be specified together",
        "copy --dest-compress-format lzma dir:a dir:b | choose gzip, zstd or zstd:chunked",
        "copy --dest-compress-level 12 dir:a dir:b | must be 1 to 9",
        "copy --retry-times x dir:a dir:b | invalid argument \"x\" for \"--retry-times\"",
        "copy --additional-tag a:b dir:a dir:b | for docker-archive: destinations only",
        "--policy p.json copy dir:a dir:b | the trust policy p.json does not exist",
        "copy --policy p.json dir:a dir:b | the trust policy p.json does not exist",
        "--require-signed copy dir:a dir:b | --require-signed asks for one",
        "--command-timeout soon copy dir:a dir:b | invalid duration \"soon\"",
        "inspect --raw --format {{.}} dir:x | raw output does not support format option",
        "inspect --format {{.Name dir:x | unclosed action",
        "list-tags docker://a.example.com/b:c | No tag or digest allowed in reference",
        "list-tags dir:x | Unsupported transport 'dir' for tag listing",
        "delete dir:x | Deleting images is not implemented for dir:",
        "registry serve | --data is missing",
        "registry start --data d | write: dray registry serve --data FOLDER",
        "registry serve --data d --port 65536 | --port must be a number from 0 to 65535",
        "registry serve --data d --tls-cert none.pem | --tls-cert: cannot read",
        "registry serve --data d --htpasswd none | --htpasswd: cannot read",
        "registry serve --data d --database-url mysql://x | must begin with jdbc:postgresql:",
        "registry serve --data d --database-url jdbc:postgresql://x/y?password=p | must not have the password",
        "bundle | Missing command 'dray bundle COMMAND'",
        "bundle make x | unrecognized command `dray bundle make`",
        "bundle create | The name of the archive is missing",
        "bundle create --max-size 4XB a b | invalid size \"4XB\": expected a number with a unit",
        "bundle create --multi-arch some a b | --multi-arch must be all or system",
        "bundle create a dir:b | dir:b has no name for the bundle: write REFERENCE=dir:b",
        "bundle create a B:1 | Invalid image B:1",
        "bundle create --have nowhere a b | --have nowhere: there is no such file",
        "bundle create --sign-passphrase-file p a b | --sign-passphrase-file has no key to sign",
        "bundle create --sign-by-sigstore-private-key= a b | has no key to sign the bundle with",
        "bundle create --sign-by-sigstore-private-key none a b | none: no such file",
        "bundle apply --public-key= a docker://c | --public-key names no file",
        "bundle verify --public-key none.pub a | none.pub: no such file",
        "bundle apply a | Two arguments expected: a part of the bundle and the destination",
        "bundle apply nowhere docker://c | there is no file nowhere",
        "bundle verify | The name of a part of the bundle is missing",
        "bundle inspect nowhere | there is no file nowhere",
        "sync a b | --src is missing: choose docker, dir, oci or yaml",
        "sync --src docker --dest s3 a b | is not a valid destination transport",
        "login | Please provide a registry to log in to",
        "login --password-stdin a.example.com | Must provide --username with --password-stdin",
        "login a.example.com | there is no terminal to ask at",
        "logout a.example.com | not logged into a.example.com",
        "explain | name the images to explain, or give --stdin",
        "explain --stdin a | name the images to explain, or give --stdin",
        "explain --ask --stdin | --ask and --stdin cannot be given together",
        "--skip-down-mirrors soon copy dir:a dir:b | invalid duration",
        "explain --output xml a | --output must be text or json",
        "completion tcsh | choose bash, zsh or fish",
      })
  void failsWithAMessageThatSaysWhatToWrite(String commandLine, String message) {
    DrayRun run = DrayRun.of(home, commandLine.split(" "));

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains(message).doesNotContain("\tat ");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    DrayRun run = DrayRun.of(home, "cpy", "dir:a", "dir:b");

    assertThat(run.errors()).contains("Did you mean", "copy");
  }

  @Test
  void printsTheVersionLikeSkopeoDoes() {
    DrayRun run = DrayRun.of(home, "--version");

    assertThat(run.output()).startsWith("dray version ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void listsEveryCommandInHelp() {
    DrayRun run = DrayRun.of(home, "--help");

    assertThat(run.output())
        .contains("copy", "inspect", "list-tags", "sync", "delete", "login", "logout")
        .doesNotContain("--registries-conf");
  }

  @ParameterizedTest
  @CsvSource({"copy", "inspect", "sync", "login", "list-tags", "delete", "demo"})
  void explainsACommandInThreeWays(String command) {
    String text = DrayRun.of(home, command, "--help").output();

    assertThat(text).startsWith("Usage: dray " + command);
    assertThat(DrayRun.of(home, "help", command).output()).isEqualTo(text);
    assertThat(DrayRun.of(home, "--help", command).output()).isEqualTo(text);
  }

  @Test
  void showsAStackTraceOnlyWhenAsked() {
    DrayRun run = DrayRun.of(home, "--debug", "inspect", "dir:" + home.resolve("missing"));

    assertThat(run.errors()).contains("\tat ");
  }
}
