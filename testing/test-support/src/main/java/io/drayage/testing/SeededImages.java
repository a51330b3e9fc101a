package io.drayage.testing;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images that are always the same for a seed. */
public final class SeededImages {
  private static final Platform LINUX_AMD64 = Platform.of("linux", "amd64");
  private static final String CREATED = "2026-01-01T00:00:00Z";
  private static final int SMALL = 20_000;

  private SeededImages() {}

  /** An OCI image for linux/amd64 with two layers of about 20 kB. */
  public static ImageFixture image(long seed) {
    return image(seed, ImageFormat.OCI, LINUX_AMD64, smallLayers(seed));
  }

  public static ImageFixture image(long seed, ImageFormat format) {
    return image(seed, format, LINUX_AMD64, smallLayers(seed));
  }

  private static List<SeededLayer> smallLayers(long seed) {
    return List.of(
        SeededLayer.of(seed * 1000 + 1, SMALL, Packing.STORED_GZIP),
        SeededLayer.of(seed * 1000 + 2, SMALL, Packing.STORED_GZIP));
  }

  /** An image of these layers; images that are given the same layer share its blob. */
  public static ImageFixture image(
      long seed, ImageFormat format, Platform platform, List<SeededLayer> layers) {
    Content config = Content.of(TestJson.bytes(config(seed, platform, layers)));
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    blobs.put(config.digest(), config);
    List<Object> descriptors = new ArrayList<>();
    for (SeededLayer layer : layers) {
      blobs.put(layer.blob().digest(), layer.blob());
      descriptors.add(descriptor(format.layer(layer.packing()), layer.blob()));
    }
    Map<String, Object> manifest = root(format.manifest());
    manifest.put("config", descriptor(format.config(), config));
    manifest.put("layers", descriptors);
    return new ImageFixture(
        RawManifest.of(TestJson.bytes(manifest), format.manifest()),
        Optional.of(platform),
        blobs,
        List.of());
  }

  private static Map<String, Object> config(
      long seed, Platform platform, List<SeededLayer> layers) {
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("Env", List.of("PATH=/usr/bin:/bin", "SEED=" + seed));
    runtime.put("Cmd", List.of("/bin/true"));
    runtime.put("Labels", Map.of("io.drayage.seed", Long.toString(seed)));
    List<Object> history = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("created", CREATED);
      entry.put("created_by", "layer " + i);
      history.add(entry);
    }
    Map<String, Object> rootfs = new LinkedHashMap<>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", layers.stream().map(layer -> layer.diffId().toString()).toList());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("created", CREATED);
    config.putAll(platformJson(platform));
    config.put("config", runtime);
    config.put("rootfs", rootfs);
    config.put("history", history);
    return config;
  }

  /** An OCI index of one small image per platform. */
  public static ImageFixture multiArch(long seed, Platform... platforms) {
    return multiArch(seed, ImageFormat.OCI, platforms);
  }

  public static ImageFixture multiArch(long seed, ImageFormat format, Platform... platforms) {
    List<ImageFixture> children = new ArrayList<>();
    for (Platform platform : platforms) {
      long childSeed = seed * 100 + children.size();
      children.add(image(childSeed, format, platform, smallLayers(childSeed)));
    }
    return index(format, children);
  }

  /** An index that lists these, in this order. */
  public static ImageFixture index(ImageFormat format, List<ImageFixture> children) {
    List<Object> manifests = new ArrayList<>();
    for (ImageFixture child : children) {
      Map<String, Object> entry = descriptor(child.manifest().descriptor());
      child.platform().ifPresent(platform -> entry.put("platform", platformJson(platform)));
      manifests.add(entry);
    }
    Map<String, Object> index = root(format.index());
    index.put("manifests", manifests);
    return new ImageFixture(
        RawManifest.of(TestJson.bytes(index), format.index()),
        Optional.empty(),
        Map.of(),
        children);
  }

  /** An artifact that refers to something: a signature, an SBOM. Image specification 1.1. */
  public static ImageFixture artifact(Descriptor subject, String artifactType, Content payload) {
    Content empty = Content.of("{}");
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    blobs.put(empty.digest(), empty);
    blobs.put(payload.digest(), payload);
    Map<String, Object> manifest = root(MediaType.OCI_MANIFEST);
    manifest.put("artifactType", artifactType);
    manifest.put("config", descriptor(MediaType.OCI_EMPTY, empty));
    manifest.put("layers", List.of(descriptor(new MediaType(artifactType), payload)));
    manifest.put("subject", descriptor(subject));
    return new ImageFixture(
        RawManifest.of(TestJson.bytes(manifest), MediaType.OCI_MANIFEST),
        Optional.empty(),
        blobs,
        List.of());
  }

  /**
   * What cosign stores under its tag: an image whose layers are payloads, signed in annotations.
   */
  public static ImageFixture cosignSignature(long... seeds) {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    List<Object> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (long seed : seeds) {
      Content payload = Content.of("{\"critical\":{},\"optional\":{\"seed\":%d}}".formatted(seed));
      blobs.put(payload.digest(), payload);
      diffIds.add(payload.digest().toString());
      Map<String, Object> layer =
          descriptor(new MediaType("application/vnd.dev.cosign.simplesigning.v1+json"), payload);
      layer.put("annotations", Map.of("dev.cosignproject.cosign/signature", "seed " + seed));
      layers.add(layer);
    }
    Map<String, Object> rootfs = new LinkedHashMap<>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", diffIds);
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("architecture", "");
    image.put("created", "0001-01-01T00:00:00Z");
    image.put("os", "");
    image.put("rootfs", rootfs);
    image.put("config", Map.of());
    Content config = Content.of(TestJson.bytes(image));
    blobs.put(config.digest(), config);
    Map<String, Object> manifest = root(MediaType.OCI_MANIFEST);
    manifest.put("config", descriptor(MediaType.OCI_CONFIG, config));
    manifest.put("layers", layers);
    return new ImageFixture(
        RawManifest.of(TestJson.bytes(manifest), MediaType.OCI_MANIFEST),
        Optional.empty(),
        blobs,
        List.of());
  }

  private static Map<String, Object> root(MediaType type) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schemaVersion", 2);
    root.put("mediaType", type.value());
    return root;
  }

  private static Map<String, Object> descriptor(MediaType type, Content content) {
    return descriptor(new Descriptor(type, content.digest(), content.length()));
  }

  private static Map<String, Object> descriptor(Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", descriptor.mediaType().value());
    json.put("size", descriptor.size());
    json.put("digest", descriptor.digest().toString());
    return json;
  }

  private static Map<String, Object> platformJson(Platform platform) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architecture", platform.architecture());
    json.put("os", platform.os());
    if (platform.variant() != null) {
      json.put("variant", platform.variant());
    }
    return json;
  }
}
