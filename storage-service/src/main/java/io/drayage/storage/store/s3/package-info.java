/** Blobs and uploads as objects of an S3 bucket; which object holds what is in PostgreSQL. */
@NullMarked
package io.drayage.storage.store.s3;

import org.jspecify.annotations.NullMarked;
