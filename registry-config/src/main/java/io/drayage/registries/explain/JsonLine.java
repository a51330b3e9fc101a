package io.drayage.registries.explain;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object without line breaks, written from its beginning to its end. */
final class JsonLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final StringWriter text = new StringWriter(2048);
  private final JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

  void beginObject() {
    generator.writeStartObject();
  }

  void beginObject(String name) {
    generator.writeName(name);
    generator.writeStartObject();
  }

  void endObject() {
    generator.writeEndObject();
  }

  void text(String name, String value) {
    generator.writeName(name);
    generator.writeString(value);
  }

  void whole(String name, long value) {
    generator.writeName(name);
    generator.writeNumber(value);
  }

  void texts(String name, List<String> values) {
    generator.writeName(name);
    generator.writeStartArray();
    values.forEach(generator::writeString);
    generator.writeEndArray();
  }

  <T> void array(String name, List<T> values, Consumer<T> each) {
    generator.writeName(name);
    generator.writeStartArray();
    values.forEach(each);
    generator.writeEndArray();
  }

  /** The whole object; nothing can be written afterwards. */
  @Override
  public String toString() {
    generator.close();
    return text.toString();
  }
}
