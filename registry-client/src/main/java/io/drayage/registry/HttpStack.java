package io.drayage.registry;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP library, set up to move bytes and nothing else: redirects, credentials, retries and
 * cookies are not its business, and content is never decoded, since digests are of what was sent.
 */
final class HttpStack {
  private static final int HEADER_BUFFER = 8 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_LINE = 32 * 1024;
  private static final int MOST_HEADERS = 200;

  /** Connections that were silent for longer are looked at before they are used. */
  private static final Duration TRUSTED_SILENCE = Duration.ofSeconds(1);

  private HttpStack() {}

  static CloseableHttpClient open(RegistryEndpoint endpoint, RegistryClientOptions options) {
    Timeouts timeouts = options.timeouts();
    Http1Config http1 =
        Http1Config.custom()
            .setBufferSize(HEADER_BUFFER)
            .setChunkSizeHint(CHUNK)
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();
    int perHost = options.permits().total();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(http1).build())
            .setTlsSocketStrategy(new RegistryTls(endpoint, timeouts))
            .setDefaultSocketConfig(
                SocketConfig.custom()
                    .setTcpNoDelay(true)
                    .setSoTimeout(timeout(timeouts.idle()))
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(timeouts.connect()))
                    .setSocketTimeout(timeout(timeouts.idle()))
                    .setValidateAfterInactivity(
                        TimeValue.ofMilliseconds(TRUSTED_SILENCE.toMillis()))
                    .build())
            .setMaxConnPerRoute(perHost)
            .setMaxConnTotal(4 * perHost)
            .build();
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setAuthenticationEnabled(false)
                    .setRedirectsEnabled(false)
                    .setExpectContinueEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setConnectionRequestTimeout(timeout(timeouts.slowest()))
                    .build());
    return builder.build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
