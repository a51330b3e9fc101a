package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An image made from a seed: real tar layers with one file each, a config, a manifest. */
public record TestImage(
    RawManifest manifest, List<RawManifest> children, Map<Descriptor, ByteBuffer> blobs) {

  /** Which media types an image has, and whether its layers are compressed. */
  public enum Kind {
    OCI,
    DOCKER,
    DOCKER_UNCOMPRESSED
  }

  private record Layer(Descriptor descriptor, Digest diffId, ByteBuffer content) {}

  /** One image with two layers. */
  public static TestImage single(long seed, Kind kind) {
    Random random = new Random(seed);
    List<Layer> layers = List.of(layer(random, kind), layer(random, kind));
    String diffIds =
        String.join(",", layers.stream().map(l -> '"' + l.diffId().toString() + '"').toList());
    byte[] config =
        ("{\"created\":\"2020-01-01T00:00:00Z\",\"architecture\":\"amd64\",\"os\":\"linux\","
                + "\"config\":{\"Env\":[\"SEED="
                + seed
                + "\"],\"Labels\":{\"a\":\"<b> & c\"}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + diffIds
                + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    boolean oci = kind == Kind.OCI;
    var configDescriptor =
        new Descriptor(
            oci ? MediaType.OCI_CONFIG : MediaType.DOCKER_CONFIG, Digest.of(config), config.length);
    Map<Descriptor, ByteBuffer> blobs = new LinkedHashMap<>();
    layers.forEach(l -> blobs.put(l.descriptor(), l.content()));
    blobs.put(configDescriptor, ByteBuffer.wrap(config));
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                oci ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST,
                json(configDescriptor),
                String.join(",", layers.stream().map(l -> json(l.descriptor())).toList()));
    return new TestImage(
        RawManifest.of(
            json.getBytes(StandardCharsets.UTF_8),
            oci ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST),
        List.of(),
        blobs);
  }

  /** An index of two images, for amd64 and arm64. */
  public static TestImage index(long seed, Kind kind) {
    List<TestImage> images = List.of(single(seed, kind), single(seed + 1000, kind));
    List<String> architectures = List.of("amd64", "arm64");
    List<String> entries = new ArrayList<>();
    Map<Descriptor, ByteBuffer> blobs = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      String entry = json(images.get(i).manifest().descriptor());
      entries.add(
          entry.substring(0, entry.length() - 1)
              + ",\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}}"
                  .formatted(architectures.get(i)));
      blobs.putAll(images.get(i).blobs());
    }
    MediaType type = kind == Kind.OCI ? MediaType.OCI_INDEX : MediaType.DOCKER_LIST;
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(type, String.join(",", entries));
    return new TestImage(
        RawManifest.of(json.getBytes(StandardCharsets.UTF_8), type),
        images.stream().map(TestImage::manifest).toList(),
        blobs);
  }

  private static Layer layer(Random random, Kind kind) {
    byte[] file = new byte[3000 + random.nextInt(5000)];
    random.nextBytes(file);
    byte[] tar = tar("file-" + random.nextInt(1000), file);
    byte[] content = kind == Kind.DOCKER_UNCOMPRESSED ? tar : gzip(tar);
    MediaType type =
        switch (kind) {
          case OCI -> MediaType.OCI_LAYER_GZIP;
          case DOCKER -> MediaType.DOCKER_LAYER_GZIP;
          case DOCKER_UNCOMPRESSED -> MediaType.DOCKER_LAYER;
        };
    return new Layer(
        new Descriptor(type, Digest.of(content), content.length),
        Digest.of(tar),
        ByteBuffer.wrap(content));
  }

  /** A tar file with one entry. */
  public static byte[] tar(String name, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0000000000\0000000000\000");
    put(header, 124, "%011o\0%011o\000        0".formatted(content.length, 0));
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    var tar = new ByteArrayOutputStream();
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512 + 1024]);
    return tar.toByteArray();
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  public static byte[] gzip(byte[] content) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String json(Descriptor descriptor) {
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\"}"
        .formatted(descriptor.mediaType(), descriptor.size(), descriptor.digest());
  }

  public byte[] content(Descriptor blob) {
    return Objects.requireNonNull(blobs.get(blob)).array();
  }

  /** Puts everything but the top-level manifest. */
  public void putContent(ImageDestination destination) throws IOException {
    for (Descriptor blob : blobs.keySet()) {
      destination.putBlob(blob, Body.of(content(blob)));
    }
    for (RawManifest child : children) {
      destination.putManifest(child);
    }
  }

  /** Writes the whole image. */
  public void write(ImageLocation location, TransportContext context) throws IOException {
    try (ImageDestination destination = location.openDestination(context)) {
      putContent(destination);
      destination.commit(manifest);
    }
  }
}
