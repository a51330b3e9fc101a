package io.drayage.cli.inspect;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Presence;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * An image as {@code inspect} shows it.
 *
 * @param name the repository; empty when the place has none
 * @param digest of the top-level manifest, which may be an index
 * @param tags of the repository
 * @param config the image's configuration
 * @param layers the base first
 */
public record ImageView(
    String name, Digest digest, List<String> tags, ConfigFields config, List<LayerView> layers) {

  public ImageView {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param size in bytes; -1 when the manifest does not say it
   */
  public record LayerView(String mediaType, Digest digest, long size, GoValue annotations) {
    /** A layer by what an image manifest says of it. */
    public static LayerView of(Descriptor layer) {
      return new LayerView(
          layer.mediaType().value(),
          layer.digest(),
          layer.size(),
          layer.annotations().isEmpty() ? Nil.DICTIONARY : GoValue.dictionary(layer.annotations()));
    }

    /** A layer of a schema 1 manifest, which gives nothing but its digest. */
    public static LayerView of(Digest digest) {
      return new LayerView("", digest, -1, Nil.DICTIONARY);
    }
  }

  /** The view as a value that templates and JSON know. */
  public GoValue value() {
    ConfigFields runtime = config.object("config");
    return new Struct(
        List.of(
            new Field("Name", "Name", Presence.UNLESS_EMPTY, new Text(name)),
            new Field("Tag", "Tag", Presence.UNLESS_EMPTY, new Text("")),
            Field.of("Digest", new Text(digest.toString())),
            Field.of("RepoTags", GoValue.texts(tags)),
            Field.of("Created", config.time("created")),
            Field.of("DockerVersion", config.text("docker_version")),
            Field.of("Labels", runtime.dictionary("Labels")),
            Field.of("Architecture", config.text("architecture")),
            Field.of("Os", config.text("os")),
            Field.of("Layers", digests()),
            Field.of("LayersData", layersData()),
            Field.of("Env", runtime.texts("Env"))));
  }

  private GoValue digests() {
    return GoValue.texts(layers.stream().map(layer -> layer.digest().toString()).toList());
  }

  private GoValue layersData() {
    List<GoValue> data = new ArrayList<>();
    for (LayerView layer : layers) {
      data.add(
          new Struct(
              List.of(
                  Field.of("MIMEType", new Text(layer.mediaType())),
                  Field.of("Digest", new Text(layer.digest().toString())),
                  Field.of("Size", new Whole(layer.size())),
                  Field.of("Annotations", layer.annotations()))));
    }
    return new Sequence(data);
  }
}
