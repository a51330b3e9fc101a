package io.drayage.copy.chunked;

import io.drayage.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON document that says where in the layer each file is. */
final class TableOfContents {
  /** Where the content of a file lies in the layer: its frame begins and ends there. */
  record Place(long start, long end, String digest) {
    static final Place NONE = new Place(0, 0, "");
  }

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private final JsonGenerator writing =
      new JsonFactory().createGenerator(ObjectWriteContext.empty(), json);
  private final Set<String> names = new HashSet<>();

  TableOfContents() {
    writing.writeStartObject();
    writing.writeNumberProperty("version", 1);
    writing.writeArrayPropertyStart("entries");
  }

  /**
   * Adds an entry.
   *
   * @throws IOException when it is of a kind that has no place here, or there is one of its name
   */
  void add(TarEntry entry, Place place) throws IOException {
    String type =
        entry
            .typeName()
            .orElseThrow(
                () ->
                    new IOException(
                        "the layer has an entry \"%s\" of the type '%s', which zstd:chunked cannot"
                                .formatted(entry.name(), entry.type())
                            + " hold: use zstd"));
    if (!names.add(entry.name().replaceFirst("^(\\./)+", "").replaceFirst("/+$", ""))) {
      throw new IOException(
          "the layer has \"%s\" twice, which zstd:chunked cannot hold: use zstd"
              .formatted(entry.name()));
    }
    writing.writeStartObject();
    writing.writeStringProperty("type", type);
    writing.writeStringProperty("name", entry.name());
    text("linkName", entry.link());
    number("mode", entry.numbers().mode());
    number("size", entry.numbers().size());
    number("uid", entry.numbers().user());
    number("gid", entry.numbers().group());
    entry.times().forEach(writing::writeStringProperty);
    number("devMajor", entry.numbers().major());
    number("devMinor", entry.numbers().minor());
    attributes(entry.attributes());
    text("digest", place.digest());
    number("offset", place.start());
    number("endOffset", place.end());
    writing.writeEndObject();
  }

  private void attributes(Map<String, byte[]> attributes) {
    if (!attributes.isEmpty()) {
      writing.writeObjectPropertyStart("xattrs");
      attributes.forEach(
          (name, value) ->
              writing.writeStringProperty(name, Base64.getEncoder().encodeToString(value)));
      writing.writeEndObject();
    }
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      writing.writeStringProperty(name, value);
    }
  }

  private void number(String name, long value) {
    if (value != 0) {
      writing.writeNumberProperty(name, value);
    }
  }

  /** The whole document; nothing may be added any more. */
  byte[] finish(Digest tarSplit) {
    writing.writeEndArray();
    writing.writeStringProperty("tarSplitDigest", tarSplit.toString());
    writing.writeEndObject();
    writing.close();
    return json.toByteArray();
  }
}
