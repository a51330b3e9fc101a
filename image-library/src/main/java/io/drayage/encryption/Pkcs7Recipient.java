package io.drayage.encryption;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Wraps keys as CMS enveloped data, by RSA and AES-128-GCM. That is what ocicrypt makes, and no
 * standard CMS, which has another type of message for GCM: so the message is put together here.
 */
record Pkcs7Recipient(X509Certificate certificate) implements Recipient {
  private static final int KEY = 16;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  static Pkcs7Recipient of(X509Certificate certificate, String origin) throws EncryptionException {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
      throw new EncryptionException(
          "the certificate %s has a key of the kind %s: PKCS #7 needs RSA"
              .formatted(origin, certificate.getPublicKey().getAlgorithm()));
    }
    return new Pkcs7Recipient(certificate);
  }

  @Override
  public String annotation() {
    return Annotations.PKCS7_KEYS;
  }

  @Override
  public byte[] wrap(byte[] secret) throws EncryptionException {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      EncryptedContentInfo content =
          new EncryptedContentInfo(
              CMSObjectIdentifiers.data,
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_GCM, parameters(nonce)),
              new DEROctetString(encrypted(secret, key, nonce)));
      EnvelopedData enveloped =
          new EnvelopedData(
              null, new DERSet(new RecipientInfo(recipient(key))), content, (ASN1Set) null);
      return new ContentInfo(CMSObjectIdentifiers.envelopedData, enveloped)
          .getEncoded(ASN1Encoding.DER);
    } catch (GeneralSecurityException | IOException e) {
      throw new EncryptionException("wrapping the layer's key by PKCS #7 failed", e);
    }
  }

  /** With one sequence too many and a tag at the nonce, as ocicrypt's library reads them. */
  private static ASN1Encodable parameters(byte[] nonce) {
    return new DERSequence(
        new DERSequence(
            new ASN1Encodable[] {
              new DERTaggedObject(false, 4, new DEROctetString(nonce)), new ASN1Integer(TAG)
            }));
  }

  private static byte[] encrypted(byte[] secret, byte[] key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return cipher.doFinal(secret);
  }

  private KeyTransRecipientInfo recipient(byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
    X500Name issuer = X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    return new KeyTransRecipientInfo(
        new RecipientIdentifier(new IssuerAndSerialNumber(issuer, certificate.getSerialNumber())),
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new DEROctetString(cipher.doFinal(key)));
  }

  @Override
  public String toString() {
    return "a PKCS #7 recipient (%s)".formatted(certificate.getSubjectX500Principal());
  }
}
