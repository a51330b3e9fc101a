package io.drayage.storage.config;

import io.drayage.testing.S3ServerProcess;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/** The client of S3 as the service makes it. */
public final class S3Clients {
  private S3Clients() {}

  /** One that reaches the server of the tests, at some address. The caller closes it. */
  public static S3Client to(URI endpoint) {
    return new S3Configuration(
            new S3Properties(
                S3ServerProcess.BUCKET,
                "",
                endpoint,
                "us-east-1",
                S3Properties.Addressing.PATH,
                S3ServerProcess.ACCESS_KEY,
                S3ServerProcess.SECRET_KEY,
                null,
                null,
                S3Properties.Redirect.NONE,
                Duration.ofMinutes(15),
                null))
        .s3Client();
  }
}
