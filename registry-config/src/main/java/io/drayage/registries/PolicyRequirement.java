package io.drayage.registries;

import java.util.Optional;

/** What {@code policy.json} asks of an image; containers-policy.json(5). Immutable. */
public sealed interface PolicyRequirement {

  /** Its {@code type} in the file. */
  String type();

  /** Every image is good enough. */
  record InsecureAcceptAnything() implements PolicyRequirement {
    static final String TYPE = "insecureAcceptAnything";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** No image is good enough. */
  record Reject() implements PolicyRequirement {
    static final String TYPE = "reject";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A simple signature by one of the keys.
   *
   * @param keys {@link KeySource.Files} or {@link KeySource.Data}
   * @param identity what the signature must have been made for
   */
  record SignedBy(KeyType keyType, KeySource keys, SignedIdentity identity)
      implements PolicyRequirement {
    static final String TYPE = "signedBy";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A sigstore signature.
   *
   * @param rekorKeys the keys of a transparency log that must hold the signature
   * @param identity what the signature must have been made for
   */
  record SigstoreSigned(KeySource keys, Optional<KeySource> rekorKeys, SignedIdentity identity)
      implements PolicyRequirement {
    static final String TYPE = "sigstoreSigned";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The kinds of keys of simple signatures. */
  enum KeyType {
    GPG_KEYS("GPGKeys"),
    SIGNED_BY_GPG_KEYS("signedByGPGKeys"),
    X509_CERTIFICATES("X509Certificates"),
    SIGNED_BY_X509_CAS("signedByX509CAs");

    private final String text;

    KeyType(String text) {
      this.text = text;
    }

    /** The name in the file. */
    @Override
    public String toString() {
      return text;
    }
  }
}
