package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.util.io.pem.PemObject;

/** Makes sigstore signatures with a private key. Thread-safe. */
public final class SigstoreSigner implements Signer {
  /** The older of the two names of one format; all readers know it. */
  static final String COSIGN_KEY = "ENCRYPTED COSIGN PRIVATE KEY";

  private static final String SIGSTORE_KEY = "ENCRYPTED SIGSTORE PRIVATE KEY";
  private static final String PLAIN_KEY = "PRIVATE KEY";

  private final PrivateKey key;
  private final SigstoreKeyType type;
  private final SignatureStamp stamp;

  private SigstoreSigner(PrivateKey key, SigstoreKeyType type, SignatureStamp stamp) {
    this.key = key;
    this.type = type;
    this.stamp = stamp;
  }

  /**
   * Reads a private key in PEM, as cosign and skopeo write it, or PKCS #8 without encryption.
   *
   * @param passphrase of the key; not looked at when that is not encrypted
   * @throws InvalidFormatException when it is no such key
   * @throws SigningException when the passphrase is wrong
   */
  public static SigstoreSigner read(byte[] pem, String passphrase, SignatureStamp stamp)
      throws SigningException {
    PemObject block = Pem.only(pem, "the private key");
    byte[] pkcs8 =
        switch (block.getType()) {
          case COSIGN_KEY, SIGSTORE_KEY -> EncryptedKey.decrypt(block.getContent(), passphrase);
          case PLAIN_KEY -> block.getContent();
          default ->
              throw new InvalidFormatException(
                  "the private key is a \"%s\", where \"%s\" is expected; make one with generate-sigstore-key"
                      .formatted(block.getType(), SIGSTORE_KEY));
        };
    PrivateKey key =
        SigstoreKeyType.privateKey(pkcs8)
            .orElseThrow(
                () ->
                    new InvalidFormatException(
                        "the private key is of no supported kind: ECDSA, RSA or Ed25519"));
    return new SigstoreSigner(key, SigstoreKeyType.of(key).orElseThrow(), stamp);
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidFormatException when {@code dockerReference} is none
   */
  @Override
  public SigstoreSignature sign(Digest manifest, String dockerReference) throws SigningException {
    if (SignedName.parse(dockerReference).isBare()) {
      throw new SigningException(
          "%s cannot be signed: it has neither a tag nor a digest".formatted(dockerReference));
    }
    byte[] payload = stamp.claims(manifest, dockerReference).json(ClaimsType.SIGSTORE);
    String signature = Base64.getEncoder().encodeToString(sign(payload, dockerReference));
    return new SigstoreSignature(
        SigstoreSignature.SIMPLE_SIGNING, payload, Map.of(SigstoreSignature.SIGNATURE, signature));
  }

  /**
   * Signs bytes that are no claims about an image, in the same way: by ECDSA (in DER) or RSA (PKCS
   * #1 1.5), both with SHA-256, or by Ed25519.
   *
   * @param what names them in errors
   */
  public byte[] sign(byte[] content, String what) throws SigningException {
    try {
      java.security.Signature signing = java.security.Signature.getInstance(type.signatures());
      signing.initSign(key);
      signing.update(content);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new SigningException(
          "%s could not be signed with the sigstore key: %s".formatted(what, e.getMessage()), e);
    }
  }

  @Override
  public boolean made(Signature signature, Digest manifest, String dockerReference) {
    if (!(signature instanceof SigstoreSignature attached)
        || !attached.mediaType().equals(SigstoreSignature.SIMPLE_SIGNING)) {
      return false;
    }
    try {
      byte[] proof =
          Base64.getDecoder()
              .decode(attached.annotations().getOrDefault(SigstoreSignature.SIGNATURE, ""));
      return OwnKey.of(key).filter(own -> own.verifies(attached.payload(), proof)).isPresent()
          && SignedClaims.parse(ClaimsType.SIGSTORE, attached.payload())
              .says(manifest, dockerReference);
    } catch (IllegalArgumentException e) {
      // Not base64, or not a document that this signer would have signed.
      return false;
    }
  }
}
