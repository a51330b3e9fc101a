package io.drayage.cli.command;

import io.drayage.bundle.BundleContents;
import io.drayage.bundle.BundlePart;
import io.drayage.bundle.BundleResult;
import io.drayage.bundle.BundleVerification;
import io.drayage.bundle.BundledImage;
import io.drayage.bundle.PresumedBlob;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import io.drayage.image.Digest;
import io.drayage.transport.Referrer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What {@code --output json} prints about bundles. */
final class BundleViews {
  private BundleViews() {}

  static GoValue of(BundleResult result) {
    List<Field> fields = fields(result.bundle(), result.contents());
    fields.add(list("files", result.parts(), file -> new Text(file.toString())));
    fields.add(list("problems", result.problems(), Text::new));
    return new Struct(fields);
  }

  static GoValue of(BundleVerification.Result result) {
    List<Field> fields = fields(result.bundle(), result.contents());
    fields.add(list("verifiedParts", result.verified(), number -> new Whole(number)));
    fields.add(list("missingParts", result.missing(), number -> new Whole(number)));
    return new Struct(fields);
  }

  static GoValue of(Digest bundle, BundleContents contents) {
    return new Struct(fields(bundle, contents));
  }

  private static List<Field> fields(Digest bundle, BundleContents contents) {
    List<Field> fields = new ArrayList<>();
    fields.add(text("bundle", bundle));
    fields.add(list("images", contents.images(), BundleViews::of));
    fields.add(list("presumed", contents.presumed(), BundleViews::of));
    fields.add(list("buildsOn", contents.buildsOn(), digest -> new Text(digest.toString())));
    fields.add(list("parts", contents.parts(), BundleViews::of));
    return fields;
  }

  private static GoValue of(BundledImage image) {
    return new Struct(
        List.of(
            text("name", image.name()),
            text("mediaType", image.manifest().mediaType()),
            text("digest", image.manifest().digest()),
            list("referrers", image.referrers(), BundleViews::of),
            whole("content", image.content().size())));
  }

  private static GoValue of(Referrer referrer) {
    return new Struct(
        List.of(
            text("subject", referrer.subject()),
            text("digest", referrer.manifest().digest()),
            text("type", referrer.type())));
  }

  private static GoValue of(PresumedBlob blob) {
    return new Struct(List.of(text("digest", blob.digest()), whole("size", blob.size())));
  }

  private static GoValue of(BundlePart part) {
    return new Struct(List.of(whole("size", part.size()), whole("pieces", part.pieces().size())));
  }

  private static <T> Field list(String name, Collection<T> values, Function<T, GoValue> view) {
    return Field.of(name, new Sequence(values.stream().map(view).toList()));
  }

  private static Field text(String name, Object text) {
    return Field.of(name, new Text(text.toString()));
  }

  private static Field whole(String name, long number) {
    return Field.of(name, new Whole(number));
  }
}
