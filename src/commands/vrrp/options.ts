import type {RouterOptions} from '../../managers/router-world.js';
import {file, name} from '../kinds.js';

/** What every command about virtual routers takes: where the manager is, if it is not to be found. */
export const managerOptions = {
  'keepalived-config': {
    kind: file,
    describe: "keepalived's configuration, instead of what the keepalived of this network namespace was started with",
  },
  'keepalived-pid': {kind: file, describe: "the file with the process number of keepalived's parent process"},
  fifo: {kind: file, describe: 'a FIFO that keepalived writes to and nobody else reads'},
} as const;

export const peerOption = {
  kind: name('HOST,...', 'host'),
  describe: 'ask the lvsctl of other hosts too, over ssh without a password: HOST,USER@HOST,…',
} as const;

type Given = {readonly [K in keyof typeof managerOptions]: string | undefined};

export function routerOptions(given: Given): RouterOptions {
  return {keepalivedConfig: given['keepalived-config'], keepalivedPid: given['keepalived-pid'], fifo: given.fifo};
}
