import {escapeControls} from '../../ipvs/outside-text.js';

/** A request that was not carried out, in words for whoever made it. Thrown by whoever handles it, and by its client. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  /** @param code of errorCodes; of another version of the director perhaps another */
  constructor(
    readonly code: number,
    words: string,
  ) {
    super(escapeControls(words.slice(0, mostWords)));
  }
}

const mostWords = 4096;

/** NB: bundles may each carry this module: errors are told apart by name, not by class. */
export function isProtocolError(error: unknown): error is ProtocolError {
  return error instanceof Error && error.name === 'ProtocolError';
}
