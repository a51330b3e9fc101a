package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Loads a server with HEADs from one thread. wrk cannot: it waits for the body that Content-Length
 * announces.
 */
final class HeadLoad {
  /** What clients accept for manifests. */
  static final String ACCEPT =
      "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json";

  private static final byte[] SUCCESS = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final int END_OF_HEAD = 0x0D0A0D0A;

  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);
  private int[] micros = new int[1 << 16];
  private int requests;

  private HeadLoad(InetSocketAddress address, String path) {
    String text =
        "HEAD %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: %s\r\n\r\n"
            .formatted(path, address.getPort(), ACCEPT);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    request = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static final class Client {
    long sent;
    int tail;
  }

  static Load run(InetSocketAddress address, String path, int connections, int seconds)
      throws IOException {
    return new HeadLoad(address, path).run(address, connections, seconds);
  }

  private Load run(InetSocketAddress address, int connections, int seconds) throws IOException {
    try (Selector selector = Selector.open()) {
      long begin = System.nanoTime();
      try {
        for (int i = 0; i < connections; i++) {
          SocketChannel channel = SocketChannel.open(address);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          channel.configureBlocking(false);
          send(channel.register(selector, SelectionKey.OP_READ, new Client()));
        }
        while (System.nanoTime() - begin < seconds * 1e9) {
          selector.select(key -> answered(key), 1000);
        }
      } catch (java.io.UncheckedIOException e) {
        throw e.getCause();
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
      double elapsed = (System.nanoTime() - begin) / 1e9;
      Arrays.sort(micros, 0, requests);
      return new Load(requests, 0, elapsed, micros[(int) (requests * 0.99)] / 1e3);
    }
  }

  private void send(SelectionKey key) throws IOException {
    Client client = (Client) key.attachment();
    client.sent = System.nanoTime();
    client.tail = 0;
    ((SocketChannel) key.channel()).write(request.rewind()); // fits into the socket's buffer
  }

  private void answered(SelectionKey key) {
    try {
      Client client = (Client) key.attachment();
      answer.clear();
      if (((SocketChannel) key.channel()).read(answer) < 0) {
        throw new IOException("the server closed a connection");
      }
      answer.flip();
      if (client.tail == 0) {
        requireSuccess();
      }
      while (answer.hasRemaining()) {
        client.tail = client.tail << 8 | (answer.get() & 0xFF);
      }
      if (client.tail == END_OF_HEAD) {
        note(System.nanoTime() - client.sent);
        send(key);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void requireSuccess() throws IOException {
    for (int i = 0; i < SUCCESS.length; i++) {
      if (answer.remaining() <= i || answer.get(i) != SUCCESS[i]) {
        throw new IOException(
            "the server answered: " + StandardCharsets.US_ASCII.decode(answer.duplicate()));
      }
    }
  }

  private void note(long nanos) {
    if (requests == micros.length) {
      micros = Arrays.copyOf(micros, requests * 2);
    }
    micros[requests++] = (int) (nanos / 1000);
  }
}
