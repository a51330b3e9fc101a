package io.drayage.cli.proxy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the other side may ask for. Used by one thread. */
final class ProxyMethods implements AutoCloseable {
  private static final String VERSION = "0.2.8";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long LARGEST_NUMBER = (1L << 53) - 1;

  private final ImageOpener opener;
  private final PlatformChoice platform;
  private final Map<Long, ProxiedImage> images = new HashMap<>();
  private final BlobPipes pipes = new BlobPipes();
  private long lastImage;
  private boolean initialized;

  ProxyMethods(ImageOpener opener, PlatformChoice platform) {
    this.platform = platform;
    this.opener = opener;
  }

  /**
   * Does what a request asks for.
   *
   * @throws IOException when it cannot be done
   */
  ProxyReply call(String method, List<JsonNode> arguments) throws IOException {
    if (method.equals("Initialize")) {
      return initialize(arguments);
    }
    if (!initialized) {
      throw new IOException("client error: must invoke Initialize");
    }
    return switch (method) {
      case "OpenImage" -> open(text(expect(arguments, 1), 0));
      case "OpenImageOptional" -> openOptional(text(expect(arguments, 1), 0));
      case "CloseImage" -> close(number(expect(arguments, 1), 0));
      case "GetManifest" -> manifest(image(expect(arguments, 1)));
      case "GetFullConfig" -> bytes(NODES.nullNode(), image(expect(arguments, 1)).fullConfig());
      case "GetConfig" -> bytes(NODES.nullNode(), image(expect(arguments, 1)).runtimeConfig());
      case "GetBlob" -> blob(expect(arguments, 3));
      case "GetRawBlob" -> rawBlob(expect(arguments, 2));
      case "GetLayerInfo" -> ProxyReply.of(layers(image(expect(arguments, 1))));
      case "GetLayerInfoPiped" ->
          bytes(NODES.nullNode(), json(layers(image(expect(arguments, 1)))));
      case "FinishPipe" -> {
        pipes.finish(number(expect(arguments, 1), 0));
        yield ProxyReply.nothing();
      }
      default -> throw new IOException("unknown method: " + method);
    };
  }

  private ProxyReply initialize(List<JsonNode> arguments) throws IOException {
    expect(arguments, 0);
    if (initialized) {
      throw new IOException("already initialized");
    }
    initialized = true;
    return ProxyReply.of(NODES.stringNode(VERSION));
  }

  private ProxyReply open(String name) throws IOException {
    ImageSource source = opener.open(name);
    try {
      // Now, since whoever opens an image wants to know whether it is there.
      RawManifest top = source.manifest();
      lastImage++;
      images.put(lastImage, new ProxiedImage(source, top, platform));
      return ProxyReply.of(NODES.numberNode(lastImage));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private ProxyReply openOptional(String name) throws IOException {
    try {
      return open(name);
    } catch (ContentNotFoundException e) {
      return ProxyReply.of(NODES.numberNode(0));
    }
  }

  private ProxyReply close(long number) throws IOException {
    image(number).close();
    images.remove(number);
    return ProxyReply.nothing();
  }

  private ProxyReply manifest(ProxiedImage image) throws IOException {
    return bytes(NODES.stringNode(image.digest().toString()), image.ociManifest());
  }

  private ProxyReply blob(List<JsonNode> arguments) throws IOException {
    Digest digest = Digest.parse(text(arguments, 1));
    long size = number(arguments, 2);
    BlobContent content =
        image(arguments).blob(new Descriptor(MediaType.OCTET_STREAM, digest, size));
    return pipes.copy(NODES.numberNode(content.length().orElse(-1)), content, size);
  }

  private ProxyReply rawBlob(List<JsonNode> arguments) throws IOException {
    BlobContent content = image(arguments).blob(Digest.parse(text(arguments, 1)));
    return pipes.copyRaw(NODES.numberNode(content.length().orElse(-1)), content);
  }

  private ProxyReply bytes(JsonNode value, byte[] content) throws IOException {
    return pipes.send(value, content);
  }

  private static ArrayNode layers(ProxiedImage image) throws IOException {
    ArrayNode layers = NODES.arrayNode();
    for (Descriptor layer : image.layers()) {
      layers
          .addObject()
          .put("digest", layer.digest().toString())
          .put("size", layer.size())
          .put("media_type", layer.mediaType().value());
    }
    return layers;
  }

  private static byte[] json(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ProxiedImage image(List<JsonNode> arguments) throws IOException {
    return image(number(arguments, 0));
  }

  private ProxiedImage image(long number) throws IOException {
    ProxiedImage image = images.get(number);
    if (image == null) {
      throw new IOException(number == 0 ? "invalid imageid value of zero" : "no image " + number);
    }
    return image;
  }

  private static List<JsonNode> expect(List<JsonNode> arguments, int count) {
    if (arguments.size() != count) {
      throw new InvalidFormatException(
          "invalid request, expecting %d arguments, found %d".formatted(count, arguments.size()));
    }
    return arguments;
  }

  private static String text(List<JsonNode> arguments, int index) {
    JsonNode argument = arguments.get(index);
    if (!argument.isString()) {
      throw new InvalidFormatException("invalid request, expecting a string, not " + argument);
    }
    return argument.asString();
  }

  private static long number(List<JsonNode> arguments, int index) {
    JsonNode argument = arguments.get(index);
    if (!argument.isNumber() || argument.asDouble() < 0 || argument.asDouble() > LARGEST_NUMBER) {
      throw new InvalidFormatException("invalid request, expecting a number, not " + argument);
    }
    return argument.asLong();
  }

  @Override
  public void close() throws IOException {
    for (ProxiedImage image : images.values()) {
      image.close();
    }
  }
}
