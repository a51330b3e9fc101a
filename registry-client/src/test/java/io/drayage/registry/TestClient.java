package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.MediaType;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients as tests want them: plain HTTP, no real waiting. */
final class TestClient {
  /** Growing without jitter would be 100, 200, 400, … ms. */
  static final RetryPolicy FOUR_ATTEMPTS =
      new RetryPolicy(4, Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofSeconds(60));

  /** How long clients of this test wanted to wait. */
  final List<Duration> slept = new CopyOnWriteArrayList<>();

  RegistryClientOptions options() {
    return RegistryClientOptions.standard().withRetry(FOUR_ATTEMPTS).withSleeper(slept::add);
  }

  RegistryClient open(String authority) {
    return open(authority, new Credential.Anonymous(), options());
  }

  RegistryClient open(String authority, Credential credential) {
    return open(authority, credential, options());
  }

  RegistryClient open(String authority, Credential credential, RegistryClientOptions options) {
    return RegistryClient.open(
        new RegistryEndpoint(
            new RegistryHost(authority),
            TlsSettings.unverified(),
            CredentialSource.always(credential)),
        options);
  }

  static RepositoryName repository(String authority, String path) {
    return new RepositoryName(new RegistryHost(authority), path);
  }

  static Descriptor descriptor(Content content) {
    return new Descriptor(MediaType.OCI_LAYER, content.digest(), content.length());
  }

  /** A body that can be sent again from any offset. */
  static Body body(Content content) {
    return new Body() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(content.length());
      }

      @Override
      public boolean reopenable() {
        return true;
      }

      @Override
      public InputStream open(long offset) throws IOException {
        InputStream in = content.open();
        in.skipNBytes(offset);
        return in;
      }
    };
  }

  /** A body that can be read once and does not know how long it is. */
  static Body stream(InputStream in) {
    return new Body() {
      @Override
      public OptionalLong length() {
        return OptionalLong.empty();
      }

      @Override
      public boolean reopenable() {
        return false;
      }

      @Override
      public InputStream open(long offset) {
        return in;
      }
    };
  }
}
