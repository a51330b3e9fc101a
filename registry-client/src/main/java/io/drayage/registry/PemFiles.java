package io.drayage.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Certificates and private keys in PEM files (RFC 7468). */
final class PemFiles {
  private static final long LARGEST_FILE = 4L * 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final char[] NO_PASSWORD = new char[0];

  /** {@code AlgorithmIdentifier} of rsaEncryption. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** {@code AlgorithmIdentifier} of id-ecPublicKey without its curve, which follows. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final byte[] VERSION_0 = {2, 1, 0};

  private PemFiles() {}

  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(read(file));
    while (matcher.find()) {
      if (matcher.group(1).endsWith("CERTIFICATE")) {
        var bytes = new ByteArrayInputStream(decode(matcher.group(2), file));
        certificates.add(
            (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("there is no certificate in " + file);
    }
    return certificates;
  }

  static KeyManager[] keyManagers(ClientCertificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate[] chain =
        certificates(certificate.certificate()).toArray(X509Certificate[]::new);
    store.setKeyEntry("client", privateKey(certificate.key()), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher matcher = BLOCK.matcher(read(file));
    while (matcher.find()) {
      byte[] content =
          matcher.group(1).endsWith("PRIVATE KEY") ? decode(matcher.group(2), file) : new byte[0];
      switch (matcher.group(1)) {
        case "PRIVATE KEY" -> {
          return key(content, file);
        }
        case "RSA PRIVATE KEY" -> {
          return key(der(0x30, VERSION_0, RSA, der(0x04, content)), file);
        }
        case "EC PRIVATE KEY" -> {
          byte[] algorithm = der(0x30, EC, curveOf(content, file));
          return key(der(0x30, VERSION_0, algorithm, der(0x04, content)), file);
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new IOException(
                "the private key in %s is encrypted; store it without a passphrase"
                    .formatted(file));
        default -> {
          // Certificates and parameters may stand in the same file.
        }
      }
    }
    throw new IOException("there is no private key in " + file);
  }

  private static PrivateKey key(byte[] pkcs8, Path file)
      throws IOException, GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // Of another kind; the next algorithm may know it.
      }
    }
    throw new IOException("the private key in %s is neither RSA, EC nor Ed25519".formatted(file));
  }

  /** The named curve of a SEC 1 key: an object identifier in the field tagged [0]. */
  private static byte[] curveOf(byte[] sec1, Path file) throws IOException {
    for (int i = 0; i + 3 < sec1.length; i++) {
      int length = sec1[i + 1];
      if (sec1[i] == (byte) 0xa0
          && length > 2
          && sec1[i + 2] == 0x06
          && sec1[i + 3] == length - 2
          && i + 2 + length <= sec1.length) {
        byte[] curve = new byte[length];
        System.arraycopy(sec1, i + 2, curve, 0, length);
        return curve;
      }
    }
    throw new IOException("the EC private key in %s names no curve".formatted(file));
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException("%s is too large for a PEM file".formatted(file));
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static byte[] decode(String base64, Path file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s is not valid PEM".formatted(file), e);
    }
  }
}
