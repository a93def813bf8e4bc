import type {Case, Outcome} from './case.js';
import {commandLine, type Difference, differences} from './compare.js';
import {runOnHost} from './embedded-run.js';
import {generatedCases} from './grammar.js';
import {runBatches} from './guest.js';
import type {Comparison} from './recorded-run.js';

/** Lines in a boot: the guest's own bound is its time, ours is to see differences early. */
const linesABoot = 1000;

type Outcomes = ReadonlyMap<string, Outcome>;

/** The real ipvsadm and lvsctl get the same generated command lines; lvsctl on the same kernel, and on the embedded one. */
export async function runGenerated({seed, count}: {seed: number; count: number}): Promise<Comparison[]> {
  const cases = generatedCases(seed, count);
  const found = {generated: [] as Difference[], 'generated-embedded': [] as Difference[]};
  for (let start = 0; start < cases.length; start += linesABoot) {
    const some = cases.slice(start, start + linesABoot);
    const [inLab, embedded] = await Promise.all([runInGuest(some), runOnHost(some, 120)]);
    const real = inLab.get('real') ?? new Map();
    found.generated.push(...unlike(some, real, inLab.get('lvsctl') ?? new Map()));
    found['generated-embedded'].push(...unlike(some.filter(isOrdered), real, embedded));
  }
  const tried = {generated: cases, 'generated-embedded': cases.filter(isOrdered)};
  return (['generated', 'generated-embedded'] as const).map(mode => ({
    mode,
    tried: tried[mode].map(({id}) => id),
    found: found[mode],
  }));
}

function runInGuest(cases: readonly Case[]): Promise<Map<string, Map<string, Outcome>>> {
  return runBatches(
    [
      {name: 'real', program: 'real', mode: 'spawned', cases},
      {name: 'lvsctl', program: 'lvsctl', mode: 'in-process', cases},
    ],
    60 + cases.length / 3,
  );
}

/** The order of --nosort follows from an address in a real kernel's memory. */
function isOrdered({argv, stdin = ''}: Case): boolean {
  return !argv.includes('--nosort') && !stdin.includes('--nosort');
}

function unlike(cases: readonly Case[], real: Outcomes, own: Outcomes): Difference[] {
  return cases.flatMap(one => {
    const [expected, actual] = [real.get(one.id), own.get(one.id)];
    const fields =
      expected === undefined || actual === undefined ? ['it was not run: out of time'] : differences(expected, actual);
    return fields.length === 0 ? [] : [{id: one.id, command: describe(one, expected), fields}];
  });
}

function describe({setup, argv, stdin}: Case, real: Outcome | undefined): string {
  const input = stdin === undefined ? '' : ` <<< ${JSON.stringify(stdin)}`;
  return `${commandLine(argv)}${input}   (ipvsadm exits ${real?.code}${setup.length > 0 ? `; before: ${setup.join('; ')}` : ''})`;
}
