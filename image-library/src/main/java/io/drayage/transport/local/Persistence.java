package io.drayage.transport.local;

/** Whether what is written must survive a crash. */
enum Persistence {
  /** On the disk before it has its name. */
  DURABLE,
  /** A spool: nobody looks for it after a crash, so nothing waits for the disk. */
  SCRATCH
}
