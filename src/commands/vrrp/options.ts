import type {RouterOptions} from '../../managers/router-world.js';
import {word} from '../kinds.js';

/** What every command about virtual routers takes: where the manager is, if it is not to be found. */
export const managerOptions = {
  'keepalived-config': {
    kind: word,
    describe: "keepalived's configuration, instead of what the keepalived of this network namespace was started with",
  },
  'keepalived-pid': {kind: word, describe: "the file with the process number of keepalived's parent process"},
  fifo: {kind: word, describe: 'a FIFO that keepalived writes to and nobody else reads'},
} as const;

export const peerOption = {
  kind: word,
  describe: 'ask the lvsctl of other hosts too, over ssh without a password: HOST,USER@HOST,…',
} as const;

type Given = {readonly [K in keyof typeof managerOptions]: string | undefined};

export function routerOptions(given: Given): RouterOptions {
  return {keepalivedConfig: given['keepalived-config'], keepalivedPid: given['keepalived-pid'], fifo: given.fifo};
}
