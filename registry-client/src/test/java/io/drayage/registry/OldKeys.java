package io.drayage.registry;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Private keys in the forms that came before PKCS #8. */
final class OldKeys {
  private static final String P_384 = "06052b81040022";
  private static final String P_256 = "06082a8648ce3d030107";

  private OldKeys() {}

  static Path write(Path folder, PrivateKey key) throws IOException {
    return switch (key) {
      case RSAPrivateCrtKey rsa -> pem(folder, "RSA PRIVATE KEY", pkcs1(rsa));
      case ECPrivateKey ec -> pem(folder, "EC PRIVATE KEY", sec1(ec));
      default -> throw new IllegalArgumentException(key.getAlgorithm());
    };
  }

  private static Path pem(Path folder, String label, String hex) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return Files.writeString(
        folder.resolve("old.key"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
  }

  private static String pkcs1(RSAPrivateCrtKey key) {
    StringBuilder content = new StringBuilder("020100");
    for (BigInteger number :
        List.of(
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrimeP(),
            key.getPrimeQ(),
            key.getPrimeExponentP(),
            key.getPrimeExponentQ(),
            key.getCrtCoefficient())) {
      content.append(der("02", HexFormat.of().formatHex(number.toByteArray())));
    }
    return der("30", content.toString());
  }

  private static String sec1(ECPrivateKey key) {
    int size = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    byte[] number = key.getS().toByteArray();
    byte[] padded = new byte[size];
    int copied = Math.min(size, number.length);
    System.arraycopy(number, number.length - copied, padded, size - copied, copied);
    String curve = size == 48 ? P_384 : P_256;
    return der(
        "30",
        "020101"
            + der("04", HexFormat.of().formatHex(Arrays.copyOf(padded, size)))
            + der("a0", curve));
  }

  private static String der(String tag, String content) {
    int length = content.length() / 2;
    HexFormat hex = HexFormat.of();
    String size =
        length < 0x80
            ? hex.toHexDigits((byte) length)
            : length < 0x100
                ? "81" + hex.toHexDigits((byte) length)
                : "82" + hex.toHexDigits((short) length);
    return tag + size + content;
  }
}
