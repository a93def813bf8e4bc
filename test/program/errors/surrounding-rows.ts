import {row, type Row} from './row.js';
import {noFolder} from './told.js';

const broken = (part: string) =>
  `mkdir -p here && cp -a home/.local/state/lvsctl here/${part}-state && rm -rf ${part} && mkdir ${part} && mv here/${part}-state ${part}/lvsctl && ` +
  `for file in $(find ${part}/lvsctl/${part} -type f -name '*.json*'); do echo '{ broken' > $file; done; XDG_STATE_HOME=@/${part} "$lvsctl"`;

/** Variables and records that are wrong. */
export const surroundingRows: readonly Row[] = [
  ...['list', '-Ln', 'journal', 'snapshot list', 'drains'].map(line =>
    row(line, 2, /LVSCTL_KERNEL=embeded names no kernel: unset it .*, or say embedded or embedded:FILE/, {
      environment: {LVSCTL_KERNEL: 'embeded'},
    }),
  ),
  row(
    'list',
    2,
    /@?folder: no state of an embedded kernel: it is a folder \(EISDIR\).*left as it was?is?: name another in LVSCTL_KERNEL|folder: no state of an embedded kernel/,
    {environment: {LVSCTL_KERNEL: 'embedded:@/folder'}},
  ),
  row(
    '-A -t 10.0.0.1:80',
    2,
    /words: no state of an embedded kernel: .*the file was left as it is: name another in LVSCTL_KERNEL, or remove it/,
    {environment: {LVSCTL_KERNEL: 'embedded:@/words'}},
  ),
  ...['journal', 'snapshot list'].map(line =>
    row(line, 2, /LVSCTL_STATE_DIR=state is not absolute: write it from the root, such as \/var\/lib\/lvsctl/, {
      environment: {LVSCTL_KERNEL: '', LVSCTL_STATE_DIR: 'state'},
    }),
  ),
  ...(
    [
      ['journal', 1],
      ['drains', 1],
      ['snapshot list', 2],
      ['snapshot save x', 2],
      ['drain 10.0.0.12 --force --no-wait', 4],
      ['apply rules', 4],
      ['undo', 4],
    ] as const
  ).map(([line, status]) => row(line, status, noFolder, {environment: {XDG_STATE_HOME: '@/words'}})),
  row('snapshot save x', 2, /it was not saved: \/proc\/none: there is no such file or folder/, {
    environment: {XDG_STATE_HOME: '/proc/none'},
  }),
  row('list', 0, /missing:1:1: it cannot be read: there is no such file/, {environment: {LVSCTL_CONFIG: '@/missing'}}),
  {
    shell: '"$lvsctl" list > /dev/full',
    status: 1,
    stderr: /cannot write: no space left on device \(ENOSPC\): make room there/,
  },
  {
    title: 'drains, where a record of one is broken',
    shell: `${broken('drains')} drains`,
    status: 1,
    stderr: /10\.0\.0\.11\.\w+\.json: it is no JSON\. What it drained is not known: lvsctl journal has it/,
  },
  {
    title: 'journal, where it is broken',
    shell: `${broken('journal')} journal`,
    status: 1,
    stderr: /journal\.jsonl:1: it is not JSON; what it said is lost, the rest is used/,
  },
  {
    title: 'snapshot list, where one is broken',
    shell: `${broken('snapshots')} snapshot list`,
    status: 1,
    stderr: /before: it is no snapshot\. lvsctl snapshot save before --replace puts one of now in its place/,
  },
];
