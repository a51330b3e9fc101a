package io.drayage.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that skopeo 1.9.3 read ({@code manifest.json}, {@code config.json}) and wrote. */
record Golden(String folder) {

  byte[] bytes(String name) {
    String path = "golden/" + folder + "/" + name;
    try (InputStream stream = Golden.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no test resource " + path);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  Manifest manifest(String name) {
    byte[] bytes = bytes(name);
    return RawManifest.of(bytes, ManifestTypes.guess(bytes).orElseThrow()).parse();
  }

  ImageManifest image(String name) {
    return (ImageManifest) manifest(name);
  }

  ImageIndex index(String name) {
    return (ImageIndex) manifest(name);
  }
}
