import type {Case, Outcome} from './case.js';
import {commandLine, type Difference, differences} from './compare.js';
import {generatedCases} from './grammar.js';
import {runBatches} from './guest.js';
import type {Comparison} from './recorded-run.js';

/** Lines in a boot: the guest's own bound is its time, ours is to see differences early. */
const linesABoot = 1000;

/** The real ipvsadm and lvsctl, on the same kernel, get the same generated command lines. */
export async function runGenerated({seed, count}: {seed: number; count: number}): Promise<Comparison> {
  const cases = generatedCases(seed, count);
  const found: Difference[] = [];
  for (let start = 0; start < cases.length; start += linesABoot) {
    found.push(...(await compareBoth(cases.slice(start, start + linesABoot))));
  }
  return {mode: 'generated', tried: cases.map(({id}) => id), found};
}

async function compareBoth(cases: readonly Case[]): Promise<Difference[]> {
  const outcomes = await runBatches(
    [
      {name: 'real', program: 'real', mode: 'spawned', cases},
      {name: 'lvsctl', program: 'lvsctl', mode: 'in-process', cases},
    ],
    60 + cases.length / 3,
  );
  return cases.flatMap(one => {
    const [real, own] = ['real', 'lvsctl'].map(name => outcomes.get(name)?.get(one.id));
    const fields = real === undefined || own === undefined ? ['it was not run: out of time'] : differences(real, own);
    return fields.length === 0 ? [] : [{id: one.id, command: describe(one, real), fields}];
  });
}

function describe({setup, argv, stdin}: Case, real: Outcome | undefined): string {
  const input = stdin === undefined ? '' : ` <<< ${JSON.stringify(stdin)}`;
  return `${commandLine(argv)}${input}   (ipvsadm exits ${real?.code}${setup.length > 0 ? `; before: ${setup.join('; ')}` : ''})`;
}
