import {defineCommand, Usage, type Values} from '../command.js';
import {choice, flag, type name, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions} from '../vrrp/options.js';

const codes: ReturnType<typeof name> & {parse(text: string): string} = {
  placeholder: 'CODE,…',
  parse: given => {
    if (!/^[a-z0-9-]+(,[a-z0-9-]+)*$/.test(given))
      throw new Usage(`'${given}' is no list of codes: write them with commas, such as ip-forward,rp-filter`);
    return given;
  },
};

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); wide shows what is well too; json and yaml are for scripts',
  },
  fix: {kind: flag, describe: 'show what can be mended safely while traffic flows, ask, and do it'},
  'dry-run': {kind: flag, describe: 'with --fix: only show it'},
  yes: {kind: flag, describe: 'with --fix: do not ask'},
  lasting: {
    kind: flag,
    describe:
      'with --fix: also write it to /etc/sysctl.d/60-lvsctl.conf and /etc/modules-load.d/lvsctl.conf, for the next boot',
  },
  reason: {kind: text, describe: 'with --fix: why, for the journal'},
  only: {kind: codes, describe: 'only these questions'},
  ignore: {kind: codes, describe: 'not these'},
  probe: {kind: flag, describe: 'also ask on the segments who has the virtual addresses, and whether gateways answer'},
  'no-wait': {kind: flag, describe: 'do not listen for advertisements: who is master elsewhere stays unknown'},
  as: {
    kind: choice('director', 'real-server'),
    describe: 'what this host is (default: what it looks like): for a real server with direct routing or tunnels',
  },
  ...managerOptions,
  explain: {kind: {...text, placeholder: 'CODE'}, describe: 'what a question looks at, and why; all: every one'},
} as const;

export type DoctorOptions = Values<typeof options>;

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'what is wrong with this director: kernel, network, table, synchronization, managers; and what mends it',
  brief: 'what is wrong with this director, and what mends it',
  options,
  about: [
    'Each question says what is, what should be, why, and what to do. Nothing is changed without --fix, nothing is loaded, and no daemon is signalled. What needs root and cannot be looked at is named, and the rest is told.',
    'wrong is what does not work now. A risk is what will not work on the day it is needed, or bites some. Unknown is what cannot be seen from here: it is no finding.',
  ],
  exits: [
    [0, 'nothing was found'],
    [1, 'something is wrong, or a risk; with --fix: what is left of it'],
    [2, 'wrong words, or nothing was found and the table could not be read'],
    [4, 'a change could not be recorded, and was not made'],
    [6, 'not all could be mended'],
  ],
  changes: ({fix, 'dry-run': isDryRun}) => (fix && !isDryRun ? 'something' : 'nothing'),
  remote: ({fix}) => (fix ? 'changes' : 'reads'),
  seeAlso: ['why', 'vrrp', 'checks', 'lint', 'report'],
  examples: [
    ['lvsctl doctor', 'what is wrong, the worst first'],
    ['lvsctl doctor --fix --dry-run', 'what could be mended safely, and how it would last'],
    ['sudo lvsctl doctor --fix --lasting', 'mend it, for the next boot too'],
    ['lvsctl doctor --explain rp-filter', 'what a question looks at, and why'],
    ['lvsctl doctor --as real-server', 'ARP and tunnels of a real server with direct routing'],
    ['lvsctl doctor -o json | jq ".rows[] | select(.outcome == \\"wrong\\")"', 'for monitoring'],
  ],
  run: async (...asked) => (await import('./doctor-run.js')).runDoctor(...asked),
});
