package io.drayage.encryption;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** CMS enveloped data (RFC 5652, section 6) as ocicrypt writes it. */
final class Pkcs7Message implements WrappedKey {
  private static final String WHAT = "a message of the annotation " + Annotations.PKCS7_KEYS;

  private final EncryptedContentInfo content;
  private final List<KeyTransRecipientInfo> recipients;

  private Pkcs7Message(EncryptedContentInfo content, List<KeyTransRecipientInfo> recipients) {
    this.content = content;
    this.recipients = recipients;
  }

  static Pkcs7Message read(byte[] bytes) throws EncryptionException {
    try {
      ContentInfo outer = ContentInfo.getInstance(Pkcs7Content.repaired(bytes));
      if (!outer.getContentType().equals(CMSObjectIdentifiers.envelopedData)) {
        throw new EncryptionException(
            "%s is of the type %s, not enveloped data".formatted(WHAT, outer.getContentType()));
      }
      EnvelopedData enveloped = EnvelopedData.getInstance(outer.getContent());
      List<KeyTransRecipientInfo> recipients = new ArrayList<>();
      enveloped
          .getRecipientInfos()
          .forEach(
              recipient -> {
                if (RecipientInfo.getInstance(recipient).getInfo()
                    instanceof KeyTransRecipientInfo transport) {
                  recipients.add(transport);
                }
              });
      return new Pkcs7Message(enveloped.getEncryptedContentInfo(), recipients);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw new EncryptionException(WHAT + " is no valid CMS message", e);
    }
  }

  @Override
  public int recipients() {
    return recipients.size();
  }

  /** No certificate is needed: whether a recipient is the key's owner shows when it is tried. */
  @Override
  public Optional<byte[]> open(PrivateKey key) throws EncryptionException {
    if (!(key instanceof RSAPrivateKey)) {
      return Optional.empty();
    }
    @Nullable EncryptionException problem = null;
    for (KeyTransRecipientInfo recipient : recipients) {
      try {
        return Optional.of(Pkcs7Content.open(content, contentKey(recipient, key)));
      } catch (GeneralSecurityException | RuntimeException _) {
        // For somebody else: the next may be for this key.
      } catch (EncryptionException e) {
        problem = e;
      }
    }
    if (problem != null) {
      throw problem;
    }
    return Optional.empty();
  }

  private static SecretKeySpec contentKey(KeyTransRecipientInfo recipient, PrivateKey key)
      throws GeneralSecurityException, EncryptionException {
    Cipher cipher = Cipher.getInstance(transformation(recipient.getKeyEncryptionAlgorithm()));
    cipher.init(Cipher.DECRYPT_MODE, key);
    return new SecretKeySpec(cipher.doFinal(recipient.getEncryptedKey().getOctets()), "AES");
  }

  private static String transformation(AlgorithmIdentifier algorithm) throws EncryptionException {
    ASN1ObjectIdentifier id = algorithm.getAlgorithm();
    if (id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA/ECB/PKCS1Padding";
    }
    if (id.equals(PKCSObjectIdentifiers.id_RSAES_OAEP)) {
      boolean plain =
          algorithm.getParameters() == null
              || RSAESOAEPparams.getInstance(algorithm.getParameters())
                  .getHashAlgorithm()
                  .equals(RSAESOAEPparams.DEFAULT_HASH_ALGORITHM);
      if (plain) {
        return "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
      }
    }
    throw new EncryptionException(
        "%s wraps its key by the algorithm %s, which is not supported".formatted(WHAT, id));
  }
}
