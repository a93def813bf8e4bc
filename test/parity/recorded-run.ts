import {type RecordedCase, recordedCases, type Unreproducible} from './cases.js';
import {commandLine, type Difference, differences} from './compare.js';
import {type GuestBatch, runBatches} from './guest.js';
import {chance} from './seed.js';
import type {Outcome, Result} from './case.js';

export interface Comparison {
  /** How the cases were run: 'real', 'spawned', 'in-process'. */
  mode: string;
  tried: string[];
  found: Difference[];
}

export interface RecordedRun {
  comparisons: Comparison[];
  /** Recordings a real kernel need not repeat to the byte: lvsctl was compared with ipvsadm in the same boot. */
  varying: Unreproducible[];
  /** Where lvsctl does not follow ipvsadm, on purpose. */
  exceptions: Unreproducible[];
}

/** Modes (a) and (b): the real ipvsadm and lvsctl run the recorded cases again, in one boot. */
export async function runRecorded({seed, soak}: {seed: number; soak: boolean}): Promise<RecordedRun> {
  const {cases} = recordedCases();
  const lvsctlCases = cases.filter(one => !one.needs.includes('kernel files'));
  const real = soak ? cases : [...byHand(cases), ...chance(seed).sample(ordinary(cases), 60)];
  const spawned = soak ? lvsctlCases : [...byHand(lvsctlCases), ...chance(seed).sample(ordinary(lvsctlCases), 26)];
  const batches = [
    ...split(
      'real',
      'real',
      'spawned',
      union(
        real,
        cases.filter(({variesWith}) => variesWith !== undefined),
      ),
    ),
    ...split('spawned', 'lvsctl', 'spawned', spawned),
    ...split('in-process', 'lvsctl', 'in-process', ordinary(lvsctlCases)),
  ];
  const outcomes = await runBatches(batches, soak ? 1500 : 240);
  const merged = (mode: string) =>
    new Map(batches.filter(({name}) => name.startsWith(mode)).flatMap(({name}) => [...(outcomes.get(name) ?? [])]));
  const realOutcomes = merged('real');
  return {
    comparisons: ['real', 'spawned', 'in-process'].map(mode =>
      compare(mode, cases, batches, merged(mode), realOutcomes),
    ),
    varying: cases.flatMap(({id, variesWith}) => (variesWith === undefined ? [] : [{id, reason: variesWith}])),
    exceptions: cases.flatMap(({id, exception}) => (exception === undefined ? [] : [{id, reason: exception.reason}])),
  };
}

/** Cases that need no more than root, a table and a process. */
function ordinary(cases: readonly RecordedCase[]): RecordedCase[] {
  return cases.filter(({needs}) => needs.every(need => need === 'dm0'));
}

/** One or a few of each kind that is not ordinary: for samples. */
function byHand(cases: readonly RecordedCase[]): RecordedCase[] {
  const chosen = new Set([
    'nomod-001',
    'nomod-004',
    'nomod-007',
    'automod-008',
    'nonroot-633',
    'userns-045',
    'argv0-644',
  ]);
  for (const id of ['misc-227', 'misc-229', 'misc-231', 'init-182', 'init-198', 'list-094', 'restore-104'])
    chosen.add(id);
  return cases.filter(({id}) => chosen.has(id));
}

function union(some: readonly RecordedCase[], more: readonly RecordedCase[]): RecordedCase[] {
  return [...some, ...more.filter(one => !some.includes(one))];
}

/** Without the module first, then where the kernel can load it, then with all loaded. */
function split(
  name: string,
  program: GuestBatch['program'],
  mode: GuestBatch['mode'],
  cases: readonly RecordedCase[],
): GuestBatch[] {
  const needing = (need: RecordedCase['needs'][number]) => cases.filter(({needs}) => needs.includes(need));
  const absent = needing('no module');
  const autoload = needing('autoload');
  const loaded = cases.filter(one => !absent.includes(one) && !autoload.includes(one));
  const batches: GuestBatch[] = [
    {name: `${name}-absent`, program, mode, module: 'absent', cases: absent},
    {name: `${name}-autoload`, program, mode, module: 'autoload', cases: autoload},
    {name: `${name}-loaded`, program, mode, cases: loaded},
  ];
  return batches.filter(batch => batch.cases.length > 0);
}

function compare(
  mode: string,
  all: readonly RecordedCase[],
  batches: readonly GuestBatch[],
  outcomes: ReadonlyMap<string, Outcome>,
  real: ReadonlyMap<string, Outcome>,
): Comparison {
  const asked = new Set(
    batches.filter(({name}) => name.startsWith(mode)).flatMap(({cases}) => cases.map(({id}) => id)),
  );
  const cases = all.filter(({id, variesWith}) => asked.has(id) && !(mode === 'real' && variesWith !== undefined));
  const found = cases.flatMap(one => {
    const {id, argv} = one;
    const outcome = outcomes.get(id);
    const expected = mode === 'real' ? one.recording : expectedOfLvsctl(one, real);
    const fields =
      outcome === undefined || expected === undefined
        ? ['it was not run: out of time']
        : differences(expected, outcome);
    return fields.length === 0 ? [] : [{id, command: commandLine(argv), fields}];
  });
  return {mode, tried: cases.map(({id}) => id), found};
}

/** The recording, or the real run of the same boot where recordings vary, or what lvsctl does on purpose. */
export function expectedOfLvsctl(
  {id, recording, variesWith, exception}: RecordedCase,
  real: ReadonlyMap<string, Outcome>,
): Result | undefined {
  if (exception !== undefined) return {...recording, [exception.field]: exception.lvsctl};
  return variesWith === undefined ? recording : real.get(id);
}
