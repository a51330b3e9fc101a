package io.drayage.cli.tree;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** The JSON of {@code dray image tree}. */
public final class TreeViews {
  private TreeViews() {}

  /** An image with its layers. */
  public static Struct image(TreeImage image) {
    List<Field> fields = new ArrayList<>();
    fields.add(text("digest", image.manifest().toString()));
    fields.add(text("id", image.config().toString()));
    fields.add(text("platform", image.platform()));
    fields.add(number("size", image.size()));
    image
        .known()
        .ifPresent(
            known -> {
              fields.add(number("exclusiveSize", known.exclusive()));
              fields.add(Field.of("tags", GoValue.texts(known.tags())));
              fields.add(Field.of("base", GoValue.texts(known.base())));
              fields.add(number("baseLayers", known.baseLayers()));
            });
    fields.add(
        Field.of("layers", new Sequence(image.layers().stream().map(TreeViews::layer).toList())));
    return new Struct(fields);
  }

  private static GoValue layer(TreeLayer layer) {
    return new Struct(
        List.of(
            text("digest", layer.digest().toString()),
            number("size", layer.size()),
            Field.of("topOf", GoValue.texts(layer.topOf())),
            Field.of("more", new Bool(layer.more()))));
  }

  /** An image that is built on another one. */
  public static GoValue dependent(TreeDependent dependent) {
    return new Struct(
        List.of(
            text("digest", dependent.manifest().toString()),
            text("platform", dependent.platform()),
            Field.of("names", GoValue.texts(dependent.names())),
            Field.of(
                "above", new Sequence(dependent.above().stream().map(TreeViews::step).toList()))));
  }

  private static GoValue step(TreeDependent.Step step) {
    return new Struct(
        List.of(text("digest", step.digest().toString()), number("size", step.size())));
  }

  private static Field text(String name, String text) {
    return Field.of(name, new Text(text));
  }

  private static Field number(String name, long number) {
    return Field.of(name, new Whole(number));
  }
}
