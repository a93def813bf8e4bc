import type {Adjustment} from '../../../vrrp/findings/knowledge.js';
import type {DumpBlock, DumpSections} from './dump-text.js';

/** What a tracked thing adds, by its own state: of those that keepalived.data has a state for. */
const kinds = [
  {list: 'Tracked scripts', word: 'script', section: 'VRRP Scripts', amount: ofScript},
  {list: 'Tracked files', word: 'file', section: 'VRRP Track files', amount: ofFile},
  {list: 'Tracked interfaces', word: 'interface', section: 'Interfaces', amount: ofInterface},
] as const;

const others = ['Tracked processes', 'Tracked process', 'Tracked BFDs', 'Tracked BFD instances'];

/** What changes the priority of an instance; undefined where something is tracked that the dump does not tell enough of. */
export function adjustmentsOf(
  instance: DumpBlock,
  group: DumpBlock | undefined,
  sections: DumpSections,
): readonly Adjustment[] | undefined {
  const found: Adjustment[] = [];
  for (const {lists} of group ? [instance, group] : [instance]) {
    if (others.some(list => lists.has(list))) return undefined;
    for (const {list, word, section, amount} of kinds)
      for (const item of lists.get(list) ?? []) {
        const tracked = parseTracked(item);
        const block = sections.get(section)?.find(({name}) => name === tracked?.name);
        const added = tracked && block ? amount(block, tracked.weight) : undefined;
        if (!tracked || added === undefined) return undefined;
        if (added !== 0) found.push({by: `${word} ${tracked.name}`, amount: tracked.isReversed ? -added : added});
      }
  }
  return found;
}

interface TrackedItem {
  readonly name: string;
  readonly weight: number;
  readonly isReversed: boolean;
}

/** `chk weight 5`, `prio, weight 1`, `eth1 weight -3 reverse`. */
function parseTracked(item: string): TrackedItem | undefined {
  const match = /^(.+?),? weight (-?\d+)(.*)$/.exec(item);
  if (!match) return undefined;
  return {name: match[1] as string, weight: Number(match[2]), isReversed: (match[3] as string).includes('reverse')};
}

/** A positive weight counts while it succeeds, a negative one while it fails. */
function ofState(isGood: boolean, weight: number): number {
  return isGood === weight > 0 ? weight : 0;
}

function ofScript({values}: DumpBlock, weight: number): number | undefined {
  const status = values.get('Status');
  return status === undefined ? undefined : ofState(status.startsWith('GOOD'), weight);
}

/** The number in it times the weight, within what a priority can be changed by. */
function ofFile({values}: DumpBlock, weight: number): number | undefined {
  const status = values.get('Status');
  if (status === undefined || !/^-?\d+$/.test(status)) return undefined;
  return Math.max(-254, Math.min(254, Number(status) * weight)) + 0;
}

function ofInterface({values}: DumpBlock, weight: number): number | undefined {
  const state = values.get('State');
  return state === undefined ? undefined : ofState(/\bUP\b.*\bRUNNING\b/.test(state), weight);
}
