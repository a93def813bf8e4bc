import {type Case, isOwnName, type Result} from './case.js';
import {premises} from './premises.js';
import {loadRecordings, type Recording} from './recording.js';

/** What a recording demands of the place that runs it again. */
export type Need =
  | 'no module' // before ip_vs is loaded, and where nothing can load it
  | 'autoload' // before ip_vs is loaded, where the kernel can load it
  | 'another user'
  | 'dm0' // a network interface for the synchronisation daemon
  | 'init script' // Debian's, with its files under /etc
  | 'kernel files' // it reads /proc itself: the same for every ipvsadm
  | 'shell'; // a script around ipvsadm, which must be in the PATH

export interface RecordedCase extends Case {
  recording: Recording;
  needs: readonly Need[];
  /** Where the recorded output is one of many that a real kernel may give: compare with a real run of the same boot. */
  variesWith?: string;
  /** Where lvsctl does not follow ipvsadm, on purpose. */
  exception?: {field: keyof Result; lvsctl: string | number; reason: string};
}

export interface Unreproducible {
  id: string;
  reason: string;
}

/** Every recorded run: what can be run again, and what cannot, and why. */
export function recordedCases(): {cases: RecordedCase[]; unreproducible: Unreproducible[]; live: Recording[]} {
  const rows = loadRecordings('cli');
  const setups = premises(rows);
  const traffic = loadRecordings('traffic');
  const live = [...traffic, ...rows].filter(isLive);
  const repeatable = [
    ...rows.filter(row => !isLive(row)),
    ...traffic.filter(row => row.group === 'userns' || row.id === 'conn-013'),
  ];
  return {
    cases: repeatable.map(row => caseOf(row, setups.get(row.id) ?? row.setup)),
    unreproducible: traffic.filter(row => row.group === 'scale').map(({id}) => ({id, reason: forged})),
    live,
  };
}

const forged =
  'its counters were forged by a library preloaded into ipvsadm: a formatting test of src/ipvsadm has them';

/** Shows connections or counters: equal only to a real run at the same moment, see traffic.ts. */
function isLive({id, group}: Recording): boolean {
  if (id === 'conn-013') return false;
  return ['conn', 'stats', 'drain', 'sync', 'netns'].includes(group) || id === 'fmt-169' || id === 'fmt-170';
}

function caseOf(row: Recording, setup: readonly string[]): RecordedCase {
  const varies = variations(row);
  const table = tableOf(row.group, setup);
  const exception = exceptions[row.id];
  return {
    recording: row,
    needs: needsOf(row),
    id: row.id,
    setup,
    reset: row.group !== 'nomod' && row.group !== 'automod',
    argv: row.argv,
    ...(table === undefined ? {} : {table}),
    ...(row.stdin === undefined ? {} : {stdin: row.stdin}),
    ...(row.uid === undefined ? {} : {uid: row.uid}),
    ...(row.env === undefined ? {} : {env: row.env}),
    ...(row.after === undefined ? {} : {after: row.after.cmd}),
    ...(varies === undefined ? {} : {variesWith: varies}),
    ...(exception === undefined ? {} : {exception}),
  };
}

/** `-b ,` crashes ipvsadm. */
const exceptions: Readonly<Record<string, NonNullable<RecordedCase['exception']>>> = {
  'parse-318': {field: 'code', lvsctl: 139, reason: 'lvsctl exits as a shell reports the crash, and does not crash'},
  'misc-232': {field: 'stderr', lvsctl: '', reason: 'the shell has no crash to report'},
};

/** Groups that only look: equal setups stand once. */
function tableOf(group: string, setup: readonly string[]): string | undefined {
  return ['list', 'proc', 'sort', 'wide', 'listerr', 'fmt'].includes(group) ? setup.join('\n') : undefined;
}

function needsOf({id, group, argv, uid}: Recording): Need[] {
  const needs: Need[] = [];
  if (group === 'nomod') needs.push('no module');
  if (group === 'automod') needs.push('autoload');
  if (uid !== undefined || group === 'userns') needs.push('another user');
  if (group === 'daemon' || group === 'init') needs.push('dm0');
  if (group === 'init') needs.push('init script');
  if (argv[0] === 'cat' || id === 'proc-102') needs.push('kernel files');
  else if (!isOwnName(argv[0] ?? '')) needs.push('shell');
  return needs;
}

function variations({id, argv}: Recording): string | undefined {
  if (id === 'proc-102') return 'sync_qlen_max follows from the memory of the machine';
  if (argv.includes('--nosort') || id === 'proc-096')
    return 'the kernel seeds its service hash with an address of its own';
  if (id === 'sort-646' || id === 'sort-652')
    return "numbers 2^31 apart have no order of their own: it follows from the kernel's";
  return undefined;
}
