package io.drayage.signature;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whom a certificate is for: its subject alternative names; RFC 5280, section 4.2.1.6. */
final class CertifiedNames {
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int IP_ADDRESS = 7;
  private static final Pattern DOTTED = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_][a-z0-9_-]*");

  private final X509Certificate certificate;

  CertifiedNames(X509Certificate certificate) {
    this.certificate = certificate;
  }

  void requireEmail(String email) throws RejectedSignatureException {
    List<String> emails = names(EMAIL);
    if (!emails.contains(email)) {
      throw new RejectedSignatureException(
          "the certificate is for %s, not for %s".formatted(emails, email));
    }
  }

  /**
   * Requires a host, RFC 6125: a name of the certificate may have {@code *} as its first label, and
   * the host may be an IP address, alone or in brackets.
   */
  void requireHostname(String host) throws RejectedSignatureException {
    String bare = host.startsWith("[") && host.endsWith("]") ? inner(host) : host;
    boolean address = bare.indexOf(':') >= 0 || DOTTED.matcher(bare).matches();
    List<String> names = names(address ? IP_ADDRESS : DNS);
    boolean matches =
        address
            ? names.stream().anyMatch(name -> isSameAddress(name, bare))
            : names.stream().anyMatch(name -> matches(lower(name), lower(host)));
    if (!matches) {
      throw new RejectedSignatureException(
          "the certificate is for %s, not for %s".formatted(names, host));
    }
  }

  private static String inner(String host) {
    return host.substring(1, host.length() - 1);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String pattern, String host) {
    String[] wanted = pattern.split("\\.", -1);
    String[] given =
        (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      boolean wild = i == 0 && wanted.length > 1 && wanted[0].equals("*");
      if (!LABEL.matcher(given[i]).matches() || !(wild || wanted[i].equals(given[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameAddress(String name, String host) {
    try {
      return InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private List<String> names(int kind) throws RejectedSignatureException {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      List<String> names = new ArrayList<>();
      if (all != null) {
        for (List<?> name : all) {
          if (name.get(0).equals(kind)) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      throw new RejectedSignatureException("the names in the certificate are damaged", e);
    }
  }
}
