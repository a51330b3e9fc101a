package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The {@code manifest.json} of an archive of {@code docker save}: which images it has. */
record SavedImages(List<Item> items) {
  static final String FILE = "manifest.json";

  /**
   * One image.
   *
   * @param config the entry with its configuration
   * @param names its tags, as full references where they are valid
   * @param layers the entries with its layers, the base first
   */
  record Item(String config, List<String> names, List<String> layers) {}

  SavedImages {
    items = List.copyOf(items);
  }

  static SavedImages read(TarArchive archive) throws IOException {
    if (!archive.has(FILE)) {
      throw new ContentNotFoundException(
          archive.has(LayoutIndex.FILE)
              ? "%s has no manifest.json; it is an OCI archive: read it as oci-archive:%s"
                  .formatted(archive.file(), archive.file())
              : "%s is no archive of docker save: it has no manifest.json"
                  .formatted(archive.file()));
    }
    try {
      return parse(archive.small(FILE), FILE + " in " + archive.file());
    } catch (InvalidFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static SavedImages parse(byte[] bytes, String what) {
    JsonNode root = BoundedJson.read(bytes, what);
    if (!root.isArray()) {
      throw new InvalidFormatException("%s is not a list of images".formatted(what));
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode node : root) {
      String config = BoundedJson.text(node, "Config");
      if (config == null) {
        throw new InvalidFormatException(
            "%s: image @%d has no Config".formatted(what, items.size()));
      }
      List<String> names =
          BoundedJson.texts(node, "RepoTags", what).stream().map(SavedImages::full).toList();
      items.add(new Item(config, names, BoundedJson.texts(node, "Layers", what)));
    }
    return new SavedImages(items);
  }

  private static String full(String tag) {
    try {
      return Reference.parse(tag).toString();
    } catch (InvalidFormatException e) {
      return tag;
    }
  }

  /** The names of all images, in their order; one without names is {@code @N}. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<String> own = items.get(i).names();
      names.addAll(own.isEmpty() ? List.of("@" + i) : own);
    }
    return names;
  }

  /**
   * The image that is meant.
   *
   * @param origin the archive, for messages
   */
  Item choose(ImageChoice choice, Object origin) throws ContentNotFoundException {
    return switch (choice) {
      case ImageChoice.Only() -> {
        if (items.size() != 1) {
          throw new ContentNotFoundException(
              "%s: its manifest.json has %d images, expected 1: choose one by :NAME or :@INDEX; %s"
                  .formatted(origin, items.size(), ImageChoice.listing(names())));
        }
        yield items.getFirst();
      }
      case ImageChoice.At(int position) -> {
        if (position >= items.size()) {
          throw new ContentNotFoundException(
              "%s: invalid source index @%d, only %d manifest items available"
                  .formatted(origin, position, items.size()));
        }
        yield items.get(position);
      }
      case ImageChoice.Named(String name) -> {
        Optional<Item> named = items.stream().filter(i -> i.names().contains(name)).findFirst();
        yield named.orElseThrow(
            () ->
                new ContentNotFoundException(
                    "%s: tag \"%s\" not found; %s"
                        .formatted(origin, name, ImageChoice.listing(names()))));
      }
    };
  }
}
