package io.drayage.registry;

/**
 * How much may go on with one registry at the same time. Downloads, uploads and small requests
 * (HEAD, manifests, tokens, lists) have permits of their own: small requests never wait behind
 * layers, and a copy inside one registry cannot wait for itself.
 *
 * @param downloads blobs being read
 * @param uploads blobs being sent
 * @param small everything else
 */
public record Permits(int downloads, int uploads, int small) {
  public Permits {
    if (downloads < 1 || uploads < 1 || small < 1) {
      throw new IllegalArgumentException("each kind of request needs at least one permit");
    }
  }

  /** 8 downloads, 8 uploads, 16 small requests. */
  public static Permits standard() {
    return new Permits(8, 8, 16);
  }

  int total() {
    return downloads + uploads + small;
  }
}
