package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of a JSON document from outside, whose fields must have the right types.
 *
 * @param name how messages name it
 */
record JsonObject(String name, JsonNode node) {

  static JsonObject read(byte[] json, String name) {
    return new JsonObject(name, SignatureJson.object(json, name));
  }

  /**
   * Refuses other fields than these; missing ones are refused when they are read.
   *
   * @throws InvalidFormatException when there is another one
   */
  JsonObject only(Set<String> fields) {
    for (String field : node.propertyNames()) {
      if (!fields.contains(field)) {
        throw new InvalidFormatException("\"%s\" is unknown in %s".formatted(field, name));
      }
    }
    return this;
  }

  JsonObject object(String field) {
    JsonNode child = value(field);
    if (!child.isObject()) {
      throw wrong(field, "no object");
    }
    return new JsonObject("\"%s\" of %s".formatted(field, name), child);
  }

  String text(String field) {
    JsonNode child = value(field);
    if (!child.isString()) {
      throw wrong(field, "no text");
    }
    return child.stringValue();
  }

  /** Bytes that stand there in base64. */
  byte[] bytes(String field) {
    return Base64Text.decode(text(field), "\"%s\" of %s".formatted(field, name));
  }

  long whole(String field) {
    JsonNode child = value(field);
    if (!child.isIntegralNumber() || !child.canConvertToLong()) {
      throw wrong(field, "no whole number");
    }
    return child.longValue();
  }

  /** A whole number that may also be written with a point or an exponent. */
  long wholeInAnySpelling(String field) {
    JsonNode child = value(field);
    // As a double, since its text may stand for a number of a billion digits.
    double number = child.isNumber() ? child.numberValue().doubleValue() : Double.NaN;
    if (Math.rint(number) != number || Math.abs(number) > CanonicalJson.LARGEST_NUMBER) {
      throw wrong(field, "no whole number");
    }
    return (long) number;
  }

  /** Whether the field is there and not null. */
  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** Whether the field is there as null. */
  boolean isNull(String field) {
    return value(field).isNull();
  }

  private JsonNode value(String field) {
    @Nullable JsonNode child = node.get(field);
    if (child == null) {
      throw new InvalidFormatException("\"%s\" is missing in %s".formatted(field, name));
    }
    return child;
  }

  private InvalidFormatException wrong(String field, String what) {
    return new InvalidFormatException("\"%s\" of %s is %s".formatted(field, name, what));
  }
}
