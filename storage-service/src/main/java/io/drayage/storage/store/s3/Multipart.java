package io.drayage.storage.store.s3;

/**
 * A multipart upload that S3 has begun.
 *
 * @param name of the object that it becomes
 * @param id what S3 calls it
 */
record Multipart(String name, String id) {}
