package io.drayage.storage.store.s3;

/**
 * An object of the bucket.
 *
 * @param name below the bucket's prefix; never used again for other bytes
 * @param size in bytes
 */
public record StoredObject(String name, long size) {}
