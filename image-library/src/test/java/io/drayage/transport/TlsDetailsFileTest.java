package io.drayage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.registry.TlsDetails;
import io.drayage.registry.TlsDetails.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsDetailsFileTest {
  @TempDir Path folder;

  private TlsDetails read(String text) throws IOException {
    return TlsDetailsFile.read(Files.writeString(folder.resolve("tls.yaml"), text));
  }

  @Test
  void readsEverythingThatItMaySay() throws IOException {
    TlsDetails details =
        read(
            """
            minVersion: 1.3
            cipherSuites:
              - "TLS_AES_128_GCM_SHA256"
              - TLS_CHACHA20_POLY1305_SHA256
            namedGroups: [secp256r1, x25519]
            """);

    assertThat(details)
        .isEqualTo(
            new TlsDetails(
                Version.V1_3,
                Optional.of(List.of("TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256")),
                Optional.of(List.of("secp256r1", "x25519"))));
  }

  @Test
  void leavesTheRestToTheRuntime() throws IOException {
    assertThat(read("")).isEqualTo(TlsDetails.standard());
    assertThat(read("minVersion: \"1.1\"\n")).isEqualTo(TlsDetails.standard());
    assertThat(read("cipherSuites: []\n").cipherSuites()).contains(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minVersion: 1.4 | unrecognized TLS minimum version \"1.4\"",
        "cipherSuites: [TLS_FAST] | unrecognized TLS cipher suite \"TLS_FAST\"",
        "namedGroups: [X25519] | unrecognized TLS named group \"X25519\"",
        "namedGroups: x25519 | expected a list of named groups",
        "maxVersion: 1.3 | unknown key maxVersion",
        "minVersion: {a: b} | expected a text in line 1",
        "- a | expected minVersion, cipherSuites, namedGroups",
        "a: [ | is no YAML",
      })
  void refusesWhatItDoesNotKnow(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(message);
  }
}
