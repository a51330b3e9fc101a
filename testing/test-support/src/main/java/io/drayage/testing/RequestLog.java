package io.drayage.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a server was asked, in the order of its answers. A request is here before its client sees
 * the first byte of the answer, so a test may assert at once. Safe for use by several threads.
 */
public final class RequestLog {
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong bytesServed = new AtomicLong();

  void add(RecordedRequest request) {
    requests.add(request);
  }

  void served(int bytes) {
    bytesServed.addAndGet(bytes);
  }

  /** Everything since the start or the last {@link #clear}. */
  public List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  public int count() {
    return requests.size();
  }

  /** How many requests have this method and a path that contains this text. */
  public int count(String method, String pathPart) {
    return count(r -> r.method().equals(method) && r.path().contains(pathPart));
  }

  /** How many requests were answered with a status. */
  public int count(int status) {
    return count(r -> r.status() == status);
  }

  public int count(Predicate<RecordedRequest> condition) {
    return (int) requests.stream().filter(condition).count();
  }

  public List<RecordedRequest> matching(Predicate<RecordedRequest> condition) {
    return requests.stream().filter(condition).toList();
  }

  /** Bytes of blob bodies that were sent. */
  public long bytesServed() {
    return bytesServed.get();
  }

  /** Bytes of request bodies that were received. */
  public long bytesReceived() {
    return requests.stream().mapToLong(RecordedRequest::bodySize).sum();
  }

  /** Forgets everything, to count the next operation alone. */
  public void clear() {
    requests.clear();
    bytesServed.set(0);
  }

  /** One line a request, for the messages of failing assertions. */
  @Override
  public String toString() {
    return requests.stream().map(RecordedRequest::toString).collect(Collectors.joining("\n"));
  }
}
