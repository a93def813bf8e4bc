const mark = Symbol.for('lvsctl.ready-json');

/**
 * A result that is JSON already, in UTF-8: too much to be made of values, or even of a text, by the process that keeps
 * everybody else waiting meanwhile. NB: bundles may each carry this module: it is told by its mark, not by a class.
 */
export interface ReadyJson {
  readonly [mark]: true;
  readonly bytes: Uint8Array;
}

export function readyJson(bytes: Uint8Array): ReadyJson {
  return {[mark]: true, bytes};
}

export function isReadyJson(result: object): result is ReadyJson {
  return mark in result;
}
