package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A sigstore signature as cosign attaches it: one layer of the manifest with the tag {@code
 * sha256-HEX.sig}. The layer's bytes are the payload that is signed, its annotations hold the
 * signature itself and what proves whose key it is. Not verified. Immutable.
 */
public final class SigstoreSignature implements Signature {
  /** The media type of a payload that is about an image. */
  public static final MediaType SIMPLE_SIGNING =
      new MediaType("application/vnd.dev.cosign.simplesigning.v1+json");

  /** The signature of the payload, in base64. */
  public static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  /** What Rekor, the transparency log, promised: a signed entry timestamp, in JSON. */
  public static final String BUNDLE = "dev.sigstore.cosign/bundle";

  /** The certificate of the key, in PEM. */
  public static final String CERTIFICATE = "dev.sigstore.cosign/certificate";

  /** The certificates between that one and a trusted one, in PEM. */
  public static final String CHAIN = "dev.sigstore.cosign/chain";

  private final MediaType mediaType;
  private final byte[] payload;
  private final Map<String, String> annotations;

  /**
   * @param mediaType the layer's
   * @param payload the layer's bytes; is copied
   * @param annotations the layer's; those that are unknown are kept
   * @throws InvalidFormatException when payload or annotations have more than {@link #MAXIMUM_SIZE}
   *     bytes
   */
  public SigstoreSignature(MediaType mediaType, byte[] payload, Map<String, String> annotations) {
    long texts = 0;
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      texts += annotation.getKey().length() + annotation.getValue().length();
    }
    SignatureSize.check(payload.length);
    SignatureSize.check(texts);
    this.mediaType = mediaType;
    this.payload = payload.clone();
    this.annotations = Map.copyOf(annotations);
  }

  public MediaType mediaType() {
    return mediaType;
  }

  /** A copy of the bytes that are signed. */
  public byte[] payload() {
    return payload.clone();
  }

  /** Cannot be changed. */
  public Map<String, String> annotations() {
    return annotations;
  }

  @Override
  public byte[] stored() {
    return StoredSignatures.write(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigstoreSignature that
        && mediaType.equals(that.mediaType)
        && Arrays.equals(payload, that.payload)
        && annotations.equals(that.annotations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mediaType, Arrays.hashCode(payload), annotations);
  }

  @Override
  public String toString() {
    return "sigstore signature %s %s".formatted(mediaType, new TreeMap<>(annotations).keySet());
  }
}
