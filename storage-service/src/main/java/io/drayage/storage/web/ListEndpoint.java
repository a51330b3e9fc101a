package io.drayage.storage.web;

import io.drayage.image.Descriptor;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.storage.domain.Listings;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.VisibleRepositories;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists over HTTP: end-8, 12 and the catalog of Docker's registry. */
public final class ListEndpoint {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int REFERRERS = 500;

  private final Listings listings;
  private final VisibleRepositories repositories;

  public ListEndpoint(Listings listings) {
    this.listings = listings;
    this.repositories = new VisibleRepositories(listings);
  }

  void catalog(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Page<String> page = repositories.list(page(request, Page.MAXIMUM), Callers.current());
    ObjectNode root = JSON.createObjectNode();
    fill(root.putArray("repositories"), page.items());
    link(page, request, response);
    Json.send(response, 200, "application/json", JSON.writeValueAsBytes(root));
  }

  void tags(RepositoryPath repository, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Page<String> page =
        listings
            .tags(repository, page(request, Page.MAXIMUM))
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusalCode.NAME_UNKNOWN,
                        "there is no repository %s".formatted(repository)));
    ObjectNode root = JSON.createObjectNode();
    root.put("name", repository.value());
    fill(root.putArray("tags"), page.items());
    link(page, request, response);
    Json.send(response, 200, "application/json", JSON.writeValueAsBytes(root));
  }

  void referrers(Route.Referrers route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    referrers(
        request,
        response,
        (type, page) -> listings.referrers(route.repository(), route.subject(), type, page));
  }

  /** A list of referrers, of one artifact type or of all. */
  @FunctionalInterface
  interface Referrals {
    Page<Descriptor> list(Optional<MediaType> artifactType, Page.Request request);
  }

  static void referrers(
      HttpServletRequest request, HttpServletResponse response, Referrals referrals)
      throws IOException {
    Optional<MediaType> filter =
        Query.value(request, "artifactType")
            .filter(text -> !text.isBlank())
            .map(ListEndpoint::type);
    Page<Descriptor> page = referrals.list(filter, page(request, REFERRERS));
    if (filter.isPresent()) {
      response.setHeader("OCI-Filters-Applied", "artifactType");
    }
    link(page, request, response);
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
    ArrayNode manifests = root.putArray("manifests");
    page.items().forEach(descriptor -> describe(descriptor, manifests.addObject()));
    Json.send(response, 200, MediaType.OCI_INDEX.value(), JSON.writeValueAsBytes(root));
  }

  private static void describe(Descriptor descriptor, ObjectNode node) {
    node.put("mediaType", descriptor.mediaType().value());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (descriptor.artifactType() != null) {
      node.put("artifactType", descriptor.artifactType().value());
    }
    if (!descriptor.annotations().isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      descriptor.annotations().forEach(annotations::put);
    }
  }

  private static MediaType type(String text) {
    try {
      return MediaType.parse(text);
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.QUERY_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static void fill(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static Page.Request page(HttpServletRequest request, int most) {
    String last = Query.value(request, "last").orElse("");
    String n = Query.value(request, "n").orElse("");
    if (n.isEmpty()) {
      return new Page.Request(most, last);
    }
    if (!n.matches("\\d{1,9}")) {
      throw new RefusedException(
          RefusalCode.QUERY_INVALID, "the number of entries to list, n=, must be a number");
    }
    return new Page.Request(Math.min(most, Integer.parseInt(n)), last);
  }

  /** Where the next page is (RFC 8288), with the parameters of this one. */
  private static void link(Page<?> page, HttpServletRequest request, HttpServletResponse response) {
    page.last()
        .ifPresent(
            last -> {
              StringBuilder query = new StringBuilder();
              Map<String, String> parameters = new java.util.LinkedHashMap<>();
              Query.value(request, "artifactType")
                  .ifPresent(t -> parameters.put("artifactType", t));
              Query.value(request, "n").ifPresent(n -> parameters.put("n", n));
              Query.value(request, "ns").ifPresent(ns -> parameters.put("ns", ns));
              parameters.put("last", last);
              parameters.forEach(
                  (name, value) ->
                      query
                          .append(query.isEmpty() ? '?' : '&')
                          .append(name)
                          .append('=')
                          .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
              response.setHeader(
                  "Link", "<%s%s>; rel=\"next\"".formatted(request.getRequestURI(), query));
            });
  }
}
