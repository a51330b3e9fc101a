package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes images as an OCI image layout: image specification, image-layout.md. */
public final class OciLayoutFixture {
  private OciLayoutFixture() {}

  /** One image under a reference name. */
  public static void write(Path directory, String name, ImageFixture image) throws IOException {
    write(directory, Map.of(name, image));
  }

  /** Several images by reference name, in the order of the map. */
  public static void write(Path directory, Map<String, ImageFixture> images) throws IOException {
    Path blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
    List<Object> manifests = new ArrayList<>();
    for (Map.Entry<String, ImageFixture> entry : images.entrySet()) {
      ImageFixture image = entry.getValue();
      writeContent(blobs, image);
      Map<String, Object> descriptor = new LinkedHashMap<>();
      descriptor.put("mediaType", image.manifest().mediaType().value());
      descriptor.put("digest", image.digest().toString());
      descriptor.put("size", image.manifest().size());
      descriptor.put("annotations", Map.of("org.opencontainers.image.ref.name", entry.getKey()));
      manifests.add(descriptor);
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("manifests", manifests);
    Files.write(directory.resolve("index.json"), TestJson.bytes(index));
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private static void writeContent(Path blobs, ImageFixture image) throws IOException {
    for (ImageFixture child : image.children()) {
      writeContent(blobs, child);
    }
    for (Map.Entry<Digest, Content> blob : image.ownBlobs().entrySet()) {
      Path file = blobs.resolve(blob.getKey().hex());
      if (!Files.exists(file)) {
        try (InputStream in = blob.getValue().open()) {
          Files.copy(in, file);
        }
      }
    }
    Files.write(blobs.resolve(image.digest().hex()), image.manifest().bytes());
  }
}
