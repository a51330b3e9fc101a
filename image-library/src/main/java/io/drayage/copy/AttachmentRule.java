package io.drayage.copy;

import io.drayage.transport.DigestTag;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import io.drayage.transport.SignatureReads;
import io.drayage.transport.SignatureStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Which referrers are signatures that do not come along as such: those that shall be left behind,
 * and those that {@link SignatureSurvey} finds, which are added one by one to what the destination
 * has instead of taking its place.
 */
record AttachmentRule(CopyRequest request, ImageSource source, ImageDestination destination) {

  ReferrerClosure applyTo(ReferrerClosure found) throws IOException {
    if (found.referrers().stream().noneMatch(AttachmentRule::isSignature) || !hold()) {
      return found;
    }
    List<Referrer> others = found.referrers().stream().filter(r -> !isSignature(r)).toList();
    return new ReferrerClosure(others, found.failures());
  }

  private boolean hold() throws IOException {
    if (request.options().signatures().existing() == SignatureRule.REMOVE) {
      return true;
    }
    Optional<SignatureReads> reads = source.as(SignatureReads.class);
    Optional<SignatureStorage> storage = destination.as(SignatureStorage.class);
    return reads.isPresent()
        && storage.isPresent()
        && reads.get().readsAttachments()
        && storage.get().refusal(SignatureStorage.Form.SIGSTORE).isEmpty();
  }

  private static boolean isSignature(Referrer referrer) {
    return referrer.tag().filter(tag -> tag.kind() == DigestTag.Kind.SIGNATURE).isPresent();
  }
}
