package io.drayage.signature;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The public key that belongs to a private one. */
final class OwnKey {
  private OwnKey() {}

  /** Empty for a key that does not say enough about itself. */
  static Optional<SigstorePublicKey> of(PrivateKey key) {
    try {
      Optional<AsymmetricKeyParameter> own =
          publicHalf(PrivateKeyFactory.createKey(key.getEncoded()));
      if (own.isEmpty()) {
        return Optional.empty();
      }
      byte[] info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(own.get()).getEncoded();
      Optional<PublicKey> parsed = SigstoreKeyType.publicKey(info);
      return parsed.map(SigstorePublicKey::of);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<AsymmetricKeyParameter> publicHalf(AsymmetricKeyParameter key) {
    return switch (key) {
      case ECPrivateKeyParameters ec ->
          Optional.of(
              new ECPublicKeyParameters(
                  new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()),
                  ec.getParameters()));
      case Ed25519PrivateKeyParameters ed -> Optional.of(ed.generatePublicKey());
      case RSAPrivateCrtKeyParameters rsa ->
          Optional.of(new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
      default -> Optional.empty();
    };
  }
}
