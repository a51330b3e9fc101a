package io.drayage.storage.store.s3;

/** A part of a multipart upload that S3 has; the tag is what S3 called it. */
record Part(int number, String etag, long size) {}
