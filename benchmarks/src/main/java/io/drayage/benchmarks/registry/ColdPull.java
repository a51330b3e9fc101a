package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.registry.PullLoad.Pulled;
import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Many clients pull one image at the same time, straight from an upstream and through a cache that
 * has never seen it. Each round has an image and a cache of its own.
 */
record ColdPull(Settings settings, PrintStream out) {
  private static final String REPOSITORY = "bench/cold";
  private static final String UPSTREAM = "upstream.example";

  /**
   * @param bytes of all layers of an image
   */
  record Settings(int rounds, int clients, int layers, long bytes, Path work, Path dray) {}

  private record Image(SeededBlob config, List<SeededBlob> layers, String tag) {
    static Image of(Settings settings, int round) {
      int length = (int) (settings.bytes() / settings.layers());
      List<SeededBlob> layers =
          LongStream.range(0, settings.layers())
              .mapToObj(number -> SeededBlob.of((round + 1L) * 1000 + number, length))
              .toList();
      return new Image(SeededBlob.of((round + 1L) * 1000 - 1, 4000), layers, "t" + round);
    }

    List<SeededBlob> blobs() {
      List<SeededBlob> all = new ArrayList<>(List.of(config));
      all.addAll(layers);
      return all;
    }

    String manifest() {
      return """
          {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
          "config":%s,"layers":[%s]}"""
          .formatted(
              descriptor("config.v1+json", config),
              layers.stream()
                  .map(layer -> descriptor("layer.v1.tar+gzip", layer))
                  .collect(Collectors.joining(",")));
    }

    private static String descriptor(String type, SeededBlob blob) {
      return "{\"mediaType\":\"application/vnd.oci.image.%s\",\"size\":%d,\"digest\":\"%s\"}"
          .formatted(type, blob.length(), blob.digest());
    }

    long bytes() {
      return blobs().stream().mapToLong(SeededBlob::length).sum() + manifest().length();
    }

    List<String> paths(String repository) {
      List<String> paths = new ArrayList<>(List.of("/v2/" + repository + "/manifests/" + tag));
      for (SeededBlob blob : blobs()) {
        paths.add("/v2/%s/blobs/%s".formatted(repository, blob.digest()));
      }
      return paths;
    }
  }

  void run() throws IOException, InterruptedException {
    out.printf(
        "%d clients, an image of %d MB in %d layers%n%n",
        settings.clients(), settings.bytes() / 1_000_000, settings.layers());
    out.println(
        "| round | from | manifest ms, median / p99 | first byte of a blob ms, median / p99 | s | MB/s | CPU s | upstream / unique bytes |");
    out.println("|---|---|---:|---:|---:|---:|---:|---:|");
    Path folder = settings.work().resolve("upstream");
    try (ServedRegistry upstream =
        ServedRegistry.start(Contestant.DOCKER_REGISTRY, folder, settings.dray())) {
      for (int round = 0; round < settings.rounds(); round++) {
        Image image = Image.of(settings, round);
        push(upstream, image);
        if (round % 2 == 0) {
          pull("upstream", upstream, upstream, image);
        }
        throughCache(round, upstream, image);
        if (round % 2 == 1) {
          pull("upstream", upstream, upstream, image);
        }
      }
    }
  }

  private static void push(ServedRegistry upstream, Image image)
      throws IOException, InterruptedException {
    Pushers.pushAll(
        upstream.address(),
        image.blobs(),
        4,
        (connection, blob) -> Pushers.blob(connection, REPOSITORY, blob));
    try (PlainConnection connection = PlainConnection.to(upstream.address())) {
      Pushers.manifest(
          connection, "/v2/%s/manifests/%s".formatted(REPOSITORY, image.tag()), image.manifest());
    }
    new ProcessBuilder("sync").start().waitFor();
  }

  private void throughCache(int round, ServedRegistry upstream, Image image)
      throws IOException, InterruptedException {
    Path folder = settings.work().resolve("cache" + round);
    Path config = settings.work().resolve("registries.conf");
    Files.writeString(
        config,
        """
        [[registry]]
        prefix = "%s"
        location = "127.0.0.1:%d"
        insecure = true
        """
            .formatted(UPSTREAM, upstream.address().getPort()));
    List<String> words = List.of("--cache", UPSTREAM, "--cache-config", config.toString());
    try (ServedRegistry cache = ServedRegistry.drayage(folder, settings.dray(), words)) {
      pull("cold cache", cache, upstream, image);
      verify(cache, image);
    }
  }

  private void pull(String name, ServedRegistry from, ServedRegistry upstream, Image image)
      throws IOException {
    String repository =
        from.contestant() == Contestant.DRAYAGE ? UPSTREAM + "/" + REPOSITORY : REPOSITORY;
    double cpu = from.processes().cpu();
    double before = UpstreamBytes.sent(upstream);
    Pulled pulled = PullLoad.run(from.address(), image.paths(repository), settings.clients());
    double sent = UpstreamBytes.sent(upstream) - before;
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s | %.1f | %.0f | %.1f | %.3f |",
            image.tag(),
            name,
            quantiles(pulled.first()),
            quantiles(pulled.following()),
            pulled.seconds(),
            pulled.bytes() / pulled.seconds() / 1e6,
            from.processes().cpu() - cpu,
            sent / image.bytes()));
  }

  private static String quantiles(List<Double> millis) {
    return String.format(
        Locale.ROOT, "%.1f / %.1f", Pulled.quantile(millis, 0.5), Pulled.quantile(millis, 0.99));
  }

  /** What the cache has kept must be what was pushed. */
  private static void verify(ServedRegistry cache, Image image) throws IOException {
    for (SeededBlob blob : image.blobs()) {
      String path = "/v2/%s/%s/blobs/%s".formatted(UPSTREAM, REPOSITORY, blob.digest());
      try (InputStream in = URI.create(cache.url(path)).toURL().openStream()) {
        if (!Digest.of(in.readAllBytes()).equals(blob.digest())) {
          throw new IOException("the cache has other bytes than " + blob.digest());
        }
      }
    }
  }
}
