import type {DirectorFacts} from '../../doctor/facts.js';
import {type ChosenRemedy, isOfIpvs} from '../../doctor/remedies/chosen-remedies.js';
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
  const recorded = chosen.filter(({remedy}) => isOfIpvs(remedy));
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
  for (const one of chosen) if (!results.has(one)) results.set(one, await apply(one, world, facts));
  return {changes: chosen.map(one => results.get(one) as FixedChange), journal};
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
    ? {...one, result: 'failed', words: failure.message, inverse: undefined}
    : {...one, result: 'made', words: undefined, inverse};
}

function undo(journal: number | undefined): string | undefined {
  return journal === undefined ? undefined : `lvsctl undo ${journal}`;
}

function inverseOf(change: ChosenRemedy['remedy']['change'], {sysctls}: DirectorFacts): string | undefined {
  if (change.type === 'module') return `modprobe -r ${change.name}`;
  const before = sysctls.known ? sysctls.value.get(change.name.replaceAll('/', '.')) : undefined;
  return before === undefined ? undefined : `sysctl -w ${change.name}=${before}`;
}
