package io.drayage.service.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer (RFC 7517), fetched when they are first needed and again when a
 * token names a key that is not among them, at most every 30 seconds. Without their address it is
 * asked of the issuer (OpenID Connect Discovery 1.0, 4). While the issuer is down the keys stay
 * good for four hours.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAXIMUM_SIZE = 256 * 1024;
  private static final long OUTAGE_MILLIS = 4L * 60 * 60 * 1_000;

  private final String issuer;
  private final Optional<URI> address;
  private final DefaultResourceRetriever retriever =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAXIMUM_SIZE);
  private @Nullable JWKSource<SecurityContext> source;

  /**
   * Fetches nothing yet.
   *
   * @param address of the keys, where it is known
   * @throws IllegalArgumentException when an address is neither https nor on loopback
   */
  public IssuerKeys(String issuer, Optional<URI> address) {
    this.issuer = issuer;
    this.address = address;
    requireSafe(address.orElseGet(() -> URI.create(issuer)));
    retriever.setDisconnectsAfterUse(true);
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    return source().get(selector, context);
  }

  private synchronized JWKSource<SecurityContext> source() throws KeySourceException {
    JWKSource<SecurityContext> known = source;
    if (known == null) {
      known =
          JWKSourceBuilder.create(url(address.isPresent() ? address.get() : discover()), retriever)
              .retrying(true)
              .outageTolerant(OUTAGE_MILLIS)
              .build();
      source = known;
    }
    return known;
  }

  private URI discover() throws KeySourceException {
    URI document = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
    try {
      Map<String, Object> fields =
          JSONObjectUtils.parse(retriever.retrieveResource(url(document)).getContent());
      if (!issuer.equals(JSONObjectUtils.getString(fields, "issuer"))) {
        throw new KeySourceException(
            "%s describes another issuer than %s".formatted(document, issuer));
      }
      URI keys = JSONObjectUtils.getURI(fields, "jwks_uri");
      if (keys == null) {
        throw new KeySourceException("%s does not say where its keys are".formatted(document));
      }
      requireSafe(keys);
      return keys;
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new KeySourceException("cannot read " + document + ": " + e.getMessage(), e);
    }
  }

  private static URL url(URI address) throws KeySourceException {
    try {
      return address.toURL();
    } catch (MalformedURLException e) {
      throw new KeySourceException("not an address: " + address, e);
    }
  }

  private static void requireSafe(URI address) {
    if ("https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && isLoopback(address.getHost()))) {
      return;
    }
    throw new IllegalArgumentException(
        "the keys of an issuer are fetched by https, not from " + address);
  }

  private static boolean isLoopback(@Nullable String host) {
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
