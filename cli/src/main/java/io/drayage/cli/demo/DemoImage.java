package io.drayage.cli.demo;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * A small image for two architectures that share a base layer, always the same: what the demo
 * publishes. Its layers hold tar files with one file each; nothing in it is meant to be run.
 */
final class DemoImage {
  /** Large enough to be seen moving, in bytes. */
  static final int BASE_SIZE = 600 * 1024;

  private static final int TAR_BLOCK = 512;

  private DemoImage() {}

  /**
   * Writes the image.
   *
   * @param baseSize of the file in the base layer, in bytes
   */
  static void write(ImageDestination destination, int baseSize) throws IOException {
    byte[] random = new byte[baseSize];
    new Random(4711).nextBytes(random);
    byte[] base = tar("usr/share/base", random);
    String manifests =
        entry(write(destination, base, "amd64"), "amd64")
            + ","
            + entry(write(destination, base, "arm64"), "arm64");
    destination.commit(
        manifest(
            MediaType.OCI_INDEX,
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(MediaType.OCI_INDEX, manifests)));
  }

  private static RawManifest write(ImageDestination destination, byte[] base, String architecture)
      throws IOException {
    byte[] own =
        tar(
            "etc/hello",
            "Hello from %s\n".formatted(architecture).getBytes(StandardCharsets.UTF_8));
    Descriptor baseLayer = put(destination, MediaType.OCI_LAYER_GZIP, gzip(base));
    Descriptor ownLayer = put(destination, MediaType.OCI_LAYER_GZIP, gzip(own));
    String config =
        """
        {"created":"2026-01-01T00:00:00Z","architecture":"%s","os":"linux",\
        "config":{"Cmd":["/bin/hello"],"Labels":{"org.opencontainers.image.title":"hello"}},\
        "rootfs":{"type":"layers","diff_ids":["%s","%s"]}}"""
            .formatted(architecture, Digest.of(base), Digest.of(own));
    Descriptor configBlob =
        put(destination, MediaType.OCI_CONFIG, config.getBytes(StandardCharsets.UTF_8));
    RawManifest manifest =
        manifest(
            MediaType.OCI_MANIFEST,
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s,%s]}"
                .formatted(
                    MediaType.OCI_MANIFEST, json(configBlob), json(baseLayer), json(ownLayer)));
    destination.putManifest(manifest);
    return manifest;
  }

  private static Descriptor put(ImageDestination destination, MediaType type, byte[] content)
      throws IOException {
    Descriptor blob = new Descriptor(type, Digest.of(content), content.length);
    destination.putBlob(blob, Body.of(content));
    return blob;
  }

  private static RawManifest manifest(MediaType type, String json) {
    return RawManifest.of(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String json(Descriptor descriptor) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size());
  }

  private static String entry(RawManifest manifest, String architecture) {
    String descriptor = json(manifest.descriptor());
    return descriptor.substring(0, descriptor.length() - 1)
        + ",\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}}".formatted(architecture);
  }

  /** A tar file (POSIX ustar) with one file in it. */
  private static byte[] tar(String name, byte[] content) {
    byte[] header = new byte[TAR_BLOCK];
    field(header, 0, name);
    field(header, 100, "0000644");
    field(header, 108, "0000000");
    field(header, 116, "0000000");
    field(header, 124, "%011o".formatted(content.length));
    field(header, 136, "00000000000");
    field(header, 148, "        ");
    header[156] = '0';
    field(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    field(header, 148, "%06o\0 ".formatted(sum));
    int padded = (content.length + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    byte[] file = Arrays.copyOf(header, TAR_BLOCK + padded + 2 * TAR_BLOCK);
    System.arraycopy(content, 0, file, TAR_BLOCK, content.length);
    return file;
  }

  private static void field(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }
}
