package io.drayage.testing;

import java.time.Duration;

/** What a {@link FaultyServer} does wrong with one answer. Lengths and offsets are in bytes. */
public sealed interface Fault {
  /** Announces the whole body, sends this much of it and closes. */
  record TruncateBody(long afterBytes) implements Fault {}

  /** Sends this much of the body and resets the connection. */
  record ResetBody(long afterBytes) implements Fault {}

  /** Reads the request and closes without a word. */
  record CloseBeforeAnswer() implements Fault {}

  /** Passes this much of the request's body on, and resets the connection. */
  record ResetUpload(long afterBytes) implements Fault {}

  /** Does everything, then resets the connection instead of answering. */
  record LoseAnswer() implements Fault {}

  /** Sends the body no faster than this. */
  record SlowBody(long bytesPerSecond) implements Fault {}

  /** Sends one header line in each interval, for as long as the client waits. */
  record SlowHeaders(Duration interval) implements Fault {}

  /** Accepts the request and says nothing until the client goes away. */
  record Silence() implements Fault {}

  /** Changes one byte of the body. */
  record CorruptBody() implements Fault {}

  /** Announces more ({@code difference > 0}) or less than it sends, then closes. */
  record WrongLength(long difference) implements Fault {}

  /** Answers 200 with a body of this many spaces, said to be JSON. */
  record OversizeBody(long length) implements Fault {}

  /** Answers 200 with a login page, as captive portals do. */
  record HtmlPage() implements Fault {}

  /** Answers a status with the error code of the distribution specification. */
  record Status(int status, String code) implements Fault {}

  /** Answers 429 with {@code Retry-After} in seconds. */
  record RateLimited(int retryAfterSeconds) implements Fault {}

  /** Answers 401 with a challenge for basic credentials, whatever was sent. */
  record Unauthorized() implements Fault {}

  /** Redirects to the same path, for ever. */
  record RedirectLoop() implements Fault {}

  /** Redirects to this URL followed by the path of the request. */
  record RedirectTo(String origin) implements Fault {}

  /** Sends bytes that are not HTTP. */
  record Garbage() implements Fault {}

  /** Answers truthfully, without some header. */
  record DropHeader(String name) implements Fault {}

  /** Answers truthfully, with a header replaced. */
  record ReplaceHeader(String name, String value) implements Fault {}
}
