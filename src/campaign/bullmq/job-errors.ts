/** Fails a job for good. BullMQ knows it by its name, so that BullMQ itself need not be loaded. */
export class UnrecoverableError extends Error {
  override readonly name = 'UnrecoverableError';

  /** @param cause - Says why, in a sentence that holds no phone, text or token. */
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** Says that the job was put off. BullMQ knows it by its name. */
export class DelayedError extends Error {
  override readonly name = 'DelayedError';
}
