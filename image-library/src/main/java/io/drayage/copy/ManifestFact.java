package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.Schema1Manifest;
import java.util.List;

/** A manifest that the destination shall have, and what was decided on it. */
sealed interface ManifestFact {

  /** Of the manifest as it is at the source. */
  Digest digest();

  /** The destination has it, and all that it names. */
  record Present(Digest digest) implements ManifestFact {}

  record Image(ImageManifest manifest, ImageDecision decision) implements ManifestFact {
    @Override
    public Digest digest() {
      return manifest.raw().digest();
    }
  }

  /**
   * An index.
   *
   * @param kept its entries that stay
   * @param form the media type it is stored with
   */
  record Index(ImageIndex index, List<Descriptor> kept, MediaType form) implements ManifestFact {
    public Index {
      kept = List.copyOf(kept);
    }

    @Override
    public Digest digest() {
      return index.raw().digest();
    }
  }

  /**
   * A manifest of Docker's first format that is converted.
   *
   * @param layers its layers that hold files
   * @param form the media type it is stored with
   */
  record Old(Schema1Manifest manifest, List<Descriptor> layers, MediaType form)
      implements ManifestFact {
    public Old {
      layers = List.copyOf(layers);
    }

    @Override
    public Digest digest() {
      return manifest.raw().digest();
    }
  }

  /**
   * A manifest that is stored as it is.
   *
   * @param blobs what it needs, as far as it can be read
   */
  record Verbatim(Manifest manifest, List<Descriptor> blobs) implements ManifestFact {
    public Verbatim {
      blobs = List.copyOf(blobs);
    }

    @Override
    public Digest digest() {
      return manifest.raw().digest();
    }
  }
}
