package io.drayage.cli.service;

import io.drayage.cli.flag.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of resource: all that commands know about it.
 *
 * @param name as files write it, such as {@code Sync}
 * @param list its plural, which is its path and the field of its lists
 * @param key the field that names one
 * @param cursor the parameter that asks for the next part of a list
 * @param origin whether files define it
 * @param columns of its table
 */
public record ResourceKind(
    String name, String list, String key, String cursor, Origin origin, List<Column> columns) {

  /** Where resources of a kind come from. */
  public enum Origin {
    /** From files, and from whoever puts one. */
    DEFINED,
    /** From the service itself. */
    MADE
  }

  /**
   * A column of a table.
   *
   * @param field a JSON pointer; a number at the end of an array's counts its elements
   */
  public record Column(String title, String field, Form form) {}

  /** How a value looks in a table. */
  public enum Form {
    TEXT,
    BYTES,
    COUNT
  }

  private static Column text(String title, String field) {
    return new Column(title, field, Form.TEXT);
  }

  private static final Column NAME = text("NAME", "/name");
  private static final Column VERSION = text("VERSION", "/version");
  private static final Column CHANGED = text("CHANGED", "/changedAt");

  /** All of them, those first that others refer to: that is the order in which they are applied. */
  public static final List<ResourceKind> ALL =
      List.of(
          defined("Tenant", "tenants", List.of(NAME, VERSION, CHANGED)),
          defined(
              "Registry",
              "registries",
              List.of(
                  NAME,
                  text("USER", "/spec/username"),
                  text("TLS", "/spec/tls"),
                  VERSION,
                  CHANGED)),
          defined("Policy", "policies", List.of(NAME, VERSION, CHANGED)),
          defined(
              "Sync",
              "syncs",
              List.of(
                  NAME,
                  new Column("SOURCES", "/spec/sources", Form.COUNT),
                  text("DESTINATION", "/spec/destination"),
                  text("SCHEDULE", "/spec/schedule/cron"),
                  VERSION,
                  CHANGED)),
          defined(
              "Webhook",
              "webhooks",
              List.of(NAME, text("URL", "/spec/url"), text("FORMAT", "/spec/format"), CHANGED)),
          new ResourceKind(
              "Run",
              "runs",
              "id",
              "before",
              Origin.MADE,
              List.of(
                  text("ID", "/id"),
                  text("SYNC", "/sync"),
                  text("STATE", "/state"),
                  text("CAUSE", "/cause"),
                  text("IMAGES", "/counts/images"),
                  text("COPIED", "/counts/copied"),
                  text("FAILED", "/counts/failed"),
                  new Column("MOVED", "/counts/bytesMoved", Form.BYTES),
                  text("CREATED", "/createdAt"))),
          made(
              "Transfer",
              "transfers",
              List.of(
                  text("ID", "/id"),
                  text("STATE", "/state"),
                  text("SOURCE", "/source"),
                  text("DESTINATION", "/destination"),
                  new Column("BYTES", "/bytes", Form.BYTES),
                  text("REASON", "/reason"))),
          made(
              "Token",
              "tokens",
              List.of(
                  text("ID", "/id"), NAME, text("ROLE", "/role"), text("EXPIRES", "/expiresAt"))),
          made(
              "Audit",
              "audit",
              List.of(
                  text("ID", "/id"),
                  text("AT", "/at"),
                  text("WHO", "/actor"),
                  text("ACTION", "/action"),
                  text("WHAT", "/resource"))));

  private static ResourceKind defined(String name, String list, List<Column> columns) {
    return new ResourceKind(name, list, "name", "after", Origin.DEFINED, columns);
  }

  private static ResourceKind made(String name, String list, List<Column> columns) {
    return new ResourceKind(name, list, "id", "after", Origin.MADE, columns);
  }

  /**
   * The kind that a word of a command line stands for, in the singular or plural.
   *
   * @throws UsageException when there is none
   */
  public static ResourceKind of(String word) {
    return find(word)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no kind \"%s\"; choose one of %s"
                        .formatted(
                            word,
                            ALL.stream()
                                .map(ResourceKind::list)
                                .collect(Collectors.joining(", ")))));
  }

  /** The same, if there is one. */
  public static Optional<ResourceKind> find(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(kind -> kind.list().equals(lower) || kind.singular().equals(lower))
        .findFirst();
  }

  /** Those that files define. */
  public static List<String> definable() {
    return ALL.stream()
        .filter(kind -> kind.origin() == Origin.DEFINED)
        .map(ResourceKind::name)
        .toList();
  }

  public String singular() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The path of one, below {@code /api/v1/}. */
  public String path(String which) {
    return list + "/" + Service.word(which);
  }
}
