import type {Endpoint} from '../../../net/endpoint.js';
import type {Word} from '../text/words.js';
import type {Context} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {parseLooseAddress, takeNumber} from '../walk/read-value.js';

/** `ADDRESS [PORT]`; a port of zeros is none (alloc_rs() and others of check_data.c). */
export function readEndpoint(
  context: Context,
  addressWord: Word,
  portWord: Word | undefined,
  effect: string,
): Endpoint | undefined {
  const hasPort = portWord !== undefined && !/^0*$/.test(portWord.text);
  const port = hasPort ? takeNumber(context, readUnsigned(portWord.text, 1, 65_535, true), portWord, effect) : 0;
  if (port === undefined) return undefined;
  const address = parseLooseAddress(addressWord.text);
  if (address) return {address, port};
  context.report('invalid-value', addressWord, `"${addressWord.text}" is not an address`, effect);
  return undefined;
}
