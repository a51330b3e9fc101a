package io.drayage.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
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
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(http1)
                    .responseOutOfOrderStrategy((_, _, in, _, _) -> in.available() > 0)
                    .build())
            .setTlsSocketStrategy(new RegistryTls(endpoint, options))
            .setDnsResolver(new GuardedResolver(options.addresses()))
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
    Optional<CredentialsProvider> proxies = proxyCredentials(options.proxy());
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setRoutePlanner(new ProxyRoutes(options.proxy()))
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .setDefaultRequestConfig(config(options).build());
    proxies.ifPresent(builder::setDefaultCredentialsProvider);
    return builder.build();
  }

  private static RequestConfig.Builder config(RegistryClientOptions options) {
    return RequestConfig.custom()
        .setAuthenticationEnabled(proxyCredentials(options.proxy()).isPresent())
        .setRedirectsEnabled(false)
        .setExpectContinueEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setContentCompressionEnabled(false)
        .setConnectionRequestTimeout(timeout(options.timeouts().slowest()));
  }

  /** For requests with a body: the registry may need time to store what it got. */
  static RequestConfig patientConfig(RegistryClientOptions options) {
    return config(options).setResponseTimeout(timeout(options.timeouts().slowest())).build();
  }

  /** For proxies only; what a registry asks for is not answered from here. */
  private static Optional<CredentialsProvider> proxyCredentials(ProxySettings settings) {
    var store = new BasicCredentialsProvider();
    boolean any = false;
    for (Optional<URI> proxy : List.of(settings.http(), settings.https())) {
      String user = proxy.map(URI::getUserInfo).orElse(null);
      if (user != null) {
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        String password = colon < 0 ? "" : user.substring(colon + 1);
        store.setCredentials(
            new AuthScope(ProxyRoutes.hostOf(proxy.orElseThrow())),
            new UsernamePasswordCredentials(name, password.toCharArray()));
        any = true;
      }
    }
    return any ? Optional.of(store) : Optional.empty();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
