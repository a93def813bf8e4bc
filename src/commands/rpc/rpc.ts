import {defineCommand, type Values} from '../command.js';
import {flag} from '../kinds.js';

const options = {
  write: {
    kind: flag,
    describe: 'let the other side change things too; without it whatever changes something is refused',
  },
} as const;

export type RpcOptions = Values<typeof options>;

export const rpc = defineCommand({
  name: 'rpc',
  summary: 'answer another host over ssh: JSON-RPC on standard input and output',
  takesSignals: true,
  isHidden: true,
  options,
  about: [
    'This is what --host starts on the other side. It listens on no port: whoever may run it over ssh may use it. docs/rpc.md has the protocol, docs/remote.md the lines for sudoers.',
  ],
  examples: [
    ['ssh root@lb1 lvsctl rpc', 'what lvsctl list --host lb1 does'],
    ['ssh admin@lb1 sudo -n lvsctl rpc --write', 'for lvsctl drain --host lb1'],
  ],
  run: async (...asked) => (await import('./rpc-run.js')).runRpc(...asked),
});
