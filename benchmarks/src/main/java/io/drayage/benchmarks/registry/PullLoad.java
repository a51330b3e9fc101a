package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that all begin at the same time and fetch the same things, one after the other, each over
 * a connection of its own. One thread reads for all of them and throws the bytes away.
 */
final class PullLoad {
  private final List<String> paths;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(256 * 1024);
  private final List<Double> answers = new ArrayList<>();
  private final List<Double> firstBytes = new ArrayList<>();
  private long received;
  private int unfinished;

  private PullLoad(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * What the clients have seen.
   *
   * @param first milliseconds from the request of the first path to its first byte, of each client
   * @param following the same of all other paths
   * @param bytes of all bodies
   */
  record Pulled(List<Double> first, List<Double> following, long bytes, double seconds) {
    Pulled {
      first = first.stream().sorted().toList();
      following = following.stream().sorted().toList();
    }

    static double quantile(List<Double> sorted, double part) {
      return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
    }
  }

  private static final class Client {
    private final AnswerHead head = new AnswerHead();
    private int path;
    private long asked;
    private long left = -1;
  }

  static Pulled run(InetSocketAddress from, List<String> paths, int clients) throws IOException {
    return new PullLoad(paths).run(from, clients);
  }

  private Pulled run(InetSocketAddress from, int clients) throws IOException {
    try (Selector selector = Selector.open()) {
      try {
        List<SelectionKey> keys = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
          SocketChannel channel = SocketChannel.open(from);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          channel.configureBlocking(false);
          keys.add(channel.register(selector, SelectionKey.OP_READ, new Client()));
        }
        unfinished = clients;
        long begin = System.nanoTime();
        for (SelectionKey key : keys) {
          ask(key, from);
        }
        while (unfinished > 0) {
          selector.select(key -> received(key, from), 1000);
        }
        return new Pulled(answers, firstBytes, received, (System.nanoTime() - begin) / 1e9);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private void ask(SelectionKey key, InetSocketAddress from) throws IOException {
    Client client = (Client) key.attachment();
    client.left = -1;
    client.asked = System.nanoTime();
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: %s\r\n\r\n"
            .formatted(paths.get(client.path), from.getPort(), HeadLoad.ACCEPT);
    ((SocketChannel) key.channel())
        .write(ByteBuffer.wrap(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  private void received(SelectionKey key, InetSocketAddress from) {
    Client client = (Client) key.attachment();
    try {
      bytes.clear();
      if (((SocketChannel) key.channel()).read(bytes) < 0) {
        throw new IOException("the server closed the connection of " + paths.get(client.path));
      }
      bytes.flip();
      if (client.left < 0 && !readHead(client)) {
        return;
      }
      client.left -= bytes.remaining();
      received += bytes.remaining();
      if (client.left == 0) {
        next(key, from);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the head is over and a byte of the body is there. */
  private boolean readHead(Client client) throws IOException {
    if (!client.head.read(bytes) || !bytes.hasRemaining()) {
      return false;
    }
    client.left = client.head.length();
    double waited = (System.nanoTime() - client.asked) / 1e6;
    (client.path == 0 ? answers : firstBytes).add(waited);
    return true;
  }

  private void next(SelectionKey key, InetSocketAddress from) throws IOException {
    Client client = (Client) key.attachment();
    client.head.reset();
    client.path++;
    if (client.path < paths.size()) {
      ask(key, from);
    } else {
      unfinished--;
      key.cancel();
    }
  }
}
