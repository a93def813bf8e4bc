import type {DirectorFacts} from '../../doctor/facts.js';
import {type ChosenRemedy, isOfIpvs} from '../../doctor/remedies/chosen-remedies.js';
import {shellWord} from '../../doctor/shell-word.js';
import {sysctlCommand} from '../../doctor/sysctl-facts.js';
import {systemReason} from '../../ipvs/system-words.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import type {CommandContext} from '../command.js';
import type {Examination} from './examination.js';
import type {FixedChange, FixResult} from './fix-result.js';

const prefix = 'net.ipv4.vs.';

/**
 * Makes the changes: those of IPVS as one entry of the journal, which lvsctl undo takes back; then the others, each by itself.
 * @throws NotRecorded, LockHeld: nothing was changed
 */
export async function applyRemedies(
  chosen: readonly ChosenRemedy[],
  {ipvs, world, facts}: Examination,
  reason: string | undefined,
  context: CommandContext,
): Promise<Omit<FixResult, 'lasting'>> {
  const impossible = await impossibleOnes(chosen, {ipvs, world, facts});
  const recorded = chosen.filter(one => isOfIpvs(one.remedy) && !impossible.has(one));
  const changes = recorded.map(({remedy}): JournalChange => {
    const {change} = remedy;
    return {
      type: 'set-sysctl',
      name: change.name.slice(prefix.length),
      value: change.type === 'sysctl' ? change.value : '',
    };
  });
  const {changer} = (await context.openJournal()) ?? {};
  let outcomes: readonly (Error | undefined)[] = [];
  let journal: number | undefined;
  if (changes.length > 0 && ipvs.known) {
    if (!changer) throw new Error('a table that ends with its process has no journal');
    const done = await changer.make(ipvs.value.ipvs, changes, {reason, unrecorded: 'refuse'});
    outcomes = done.outcomes;
    journal = done.id;
  }
  const results = new Map(recorded.map((one, i) => [one, resultOf(one, outcomes[i], undo(journal))]));
  for (const one of chosen)
    if (!results.has(one)) {
      const words = impossible.get(one);
      results.set(
        one,
        words === undefined ? await apply(one, world, facts) : resultOf(one, new Error(words), undefined),
      );
    }
  return {changes: chosen.map(one => results.get(one) as FixedChange), journal};
}

/**
 * What is not tried, with words for each: what only root may, and what somebody else has set while the administrator was
 * asked. NB: a value that was chosen by the old one, such as twice nf_conntrack_max, may be too little for the new one.
 */
async function impossibleOnes(
  chosen: readonly ChosenRemedy[],
  {ipvs, world, facts}: Pick<Examination, 'ipvs' | 'world' | 'facts'>,
): Promise<ReadonlyMap<ChosenRemedy, string>> {
  const ofIpvs =
    ipvs.known && chosen.some(({remedy}) => isOfIpvs(remedy)) ? await ipvs.value.ipvs.sysctls() : undefined;
  const impossible = new Map<ChosenRemedy, string>();
  for (const one of chosen) {
    const {change} = one.remedy;
    if (change.type === 'module') continue;
    const isRecorded = isOfIpvs(one.remedy);
    if (isRecorded && !ipvs.known) {
      impossible.set(one, ipvs.words);
      continue;
    }
    const before = valueBefore(change.name, facts);
    const now = isRecorded ? ofIpvs?.get(change.name.slice(prefix.length))?.toString() : world.sysctl(change.name);
    if (before !== undefined && now !== undefined && now !== before && now !== change.value)
      impossible.set(one, `it is ${now} now, and was ${before} when it was looked at; see lvsctl doctor again`);
  }
  return impossible;
}

function valueBefore(name: string, {sysctls}: DirectorFacts): string | undefined {
  return sysctls.known ? sysctls.value.get(name.replaceAll('/', '.')) : undefined;
}

async function apply(one: ChosenRemedy, world: Examination['world'], facts: DirectorFacts): Promise<FixedChange> {
  const {change} = one.remedy;
  try {
    if (change.type === 'module') await world.loadModule(change.name);
    else world.setSysctl(change.name, change.value);
    return resultOf(one, undefined, inverseOf(change, facts));
  } catch (error) {
    return resultOf(one, error as Error, undefined);
  }
}

function resultOf(one: ChosenRemedy, failure: Error | undefined, inverse: string | undefined): FixedChange {
  return failure
    ? {...one, result: 'failed', words: systemReason(failure), inverse: undefined}
    : {...one, result: 'made', words: undefined, inverse};
}

function undo(journal: number | undefined): string | undefined {
  return journal === undefined ? undefined : `lvsctl undo ${journal}`;
}

function inverseOf(change: ChosenRemedy['remedy']['change'], facts: DirectorFacts): string | undefined {
  if (change.type === 'module') return `modprobe -r ${shellWord(change.name)}`;
  const before = valueBefore(change.name, facts);
  return before === undefined ? undefined : sysctlCommand(change.name, before);
}
