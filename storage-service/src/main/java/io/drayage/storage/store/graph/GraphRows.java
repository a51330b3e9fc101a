package io.drayage.storage.store.graph;

import io.drayage.image.Digest;
import io.drayage.storage.domain.graph.DeclaredBase;
import io.drayage.storage.domain.graph.ImageAddress;
import io.drayage.storage.domain.graph.ImageNode;
import io.drayage.storage.domain.graph.LayerNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows of the graph; all of an image's layers with one statement. */
final class GraphRows {
  private final JdbcClient jdbc;

  GraphRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(long repository, ImageNode image) {
    Optional<Long> id =
        jdbc.sql(
                """
                insert into image
                  (repository_id, manifest, config, platform, size, chain, base_name, base_digest)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (repository_id, manifest) do nothing returning id
                """)
            .param(repository)
            .param(image.address().manifest().toString())
            .param(image.config().toString())
            .param(image.platform())
            .param(image.size())
            .param(image.chain().map(RawDigest::bytes).orElse(null))
            .param(image.base().map(DeclaredBase::name).orElse(null))
            .param(image.base().map(DeclaredBase::digest).orElse(null))
            .query(Long.class)
            .optional();
    id.filter(_ -> !image.layers().isEmpty()).ifPresent(number -> insert(number, image.layers()));
  }

  private void insert(long image, List<LayerNode> layers) {
    jdbc.sql(
            """
            insert into image_layer (image_id, position, digest, size, diff_id, chain)
            select ?, l.position - 1, l.digest, l.size, l.diff_id, l.chain
            from unnest(cast(? as text[]), cast(? as bigint[]), cast(? as bytea[]), cast(? as bytea[]))
              with ordinality as l (digest, size, diff_id, chain, position)
            """)
        .param(image)
        .param(layers.stream().map(layer -> layer.digest().toString()).toArray(String[]::new))
        .param(layers.stream().map(LayerNode::size).toArray(Long[]::new))
        .param(layers.stream().map(GraphRows::diffId).toArray(byte[][]::new))
        .param(layers.stream().map(layer -> RawDigest.bytes(layer.chain())).toArray(byte[][]::new))
        .update();
  }

  private static byte @Nullable [] diffId(LayerNode layer) {
    return layer.diffId().map(RawDigest::bytes).orElse(null);
  }

  void insert(long repository, ImageAddress index, List<Digest> children) {
    jdbc.sql(
            """
            insert into index_child (repository_id, manifest, child)
            select ?, ?, unnest(cast(? as text[])) on conflict do nothing
            """)
        .param(repository)
        .param(index.manifest().toString())
        .param(children.stream().map(Digest::toString).toArray(String[]::new))
        .update();
  }
}
