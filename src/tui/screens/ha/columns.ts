import type {Finding} from '../../../vrrp/findings/finding.js';
import {findingCodes} from '../../../vrrp/findings/finding-codes.js';
import type {InstanceView} from '../../../vrrp/findings/instance-view.js';
import type {Hold} from '../../../vrrp/truth/hold.js';
import {holdOf} from '../../../vrrp/truth/hold-of.js';
import {identityKey} from '../../../vrrp/truth/timeline.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Column} from '../../components/columns.js';
import {age} from '../../text/age.js';
import type {Glyphs} from '../../text/glyphs.js';
import {type Span, span} from '../../theme/role.js';
import {findingRole, masterWords, priorityWords, routerName, stateRole, stateWords} from './words.js';

/** What cells are made from, beside their virtual router. */
export interface RouterContext {
  readonly glyphs: Glyphs;
  /** When the truth was told. */
  readonly at: number;
  readonly findings: readonly Finding[];
  readonly holds: readonly Hold[];
}

type RouterColumn = Column<InstanceView, RouterContext>;

export const routerColumns: readonly RouterColumn[] = [
  {
    name: 'mark',
    title: '',
    describe: '! an error, or a warning; ? only suspected',
    align: 'left',
    width: 1,
    rank: 1,
    cell: markCell,
  },
  {
    name: 'name',
    title: 'ROUTER',
    describe: 'the name of the instance',
    align: 'left',
    width: 8,
    grows: 20,
    rank: 0,
    cell: ({identity, isWanted}) => span(routerName(identity), isWanted ? 'title' : 'muted'),
  },
  {
    name: 'place',
    title: 'PLACE',
    describe: 'interface, number (VRID), and whether it is IPv6',
    align: 'left',
    width: 11,
    grows: 14,
    rank: 5,
    cell: ({identity: {interface: link, virtualRouter, family}}) =>
      span(`${escapeControls(link)}/${virtualRouter}${family === 'ipv6' ? ' v6' : ''}`, 'muted'),
  },
  {
    name: 'state',
    title: 'STATE',
    describe: 'of this host, how sure that is where it is not confirmed, and whether an operator holds it so',
    align: 'left',
    width: 13,
    grows: 18,
    rank: 0,
    cell: stateCell,
  },
  {
    name: 'since',
    title: 'FOR',
    describe: 'how long it is so',
    align: 'right',
    width: 4,
    rank: 3,
    cell: ({since}, {at, glyphs}) => (since ? age(at - since.at) : span(glyphs.dash, 'muted')),
  },
  {
    name: 'priority',
    title: 'PRIORITY',
    describe: 'as it is (and as it is configured, where something changed it)',
    align: 'right',
    width: 9,
    rank: 4,
    cell: (view, {glyphs}) =>
      span(priorityWords(view) ?? glyphs.dash, view.priority.effective === view.priority.base ? 'plain' : 'warn'),
  },
  {
    name: 'master',
    title: 'MASTER',
    describe: 'who is master, as far as is known here',
    align: 'left',
    width: 12,
    grows: 20,
    rank: 2,
    cell: (view, {glyphs}) => {
      const words = masterWords(view);
      return words === undefined ? span(`${glyphs.dash} nobody`, 'warn') : words;
    },
  },
  {
    name: 'addresses',
    title: 'ADDR',
    describe: 'addresses that are here, of those that are wanted',
    align: 'right',
    width: 5,
    rank: 6,
    cell: addressCell,
  },
  {
    name: 'group',
    title: 'GROUP',
    describe: 'the sync group, whose members move together',
    align: 'left',
    width: 6,
    grows: 14,
    rank: 7,
    cell: ({group}, {glyphs}) => (group ? escapeControls(group.name) : span(glyphs.dash, 'muted')),
  },
  {
    name: 'findings',
    title: 'FINDINGS',
    describe: 'the worst, and how many more there are',
    align: 'left',
    width: 14,
    grows: 28,
    rank: 8,
    cell: findingsCell,
  },
  {
    name: 'seen',
    title: 'SEEN',
    describe: 'how old the newest evidence is',
    align: 'right',
    width: 4,
    rank: 9,
    cell: ({age: old}, {glyphs}) => (old === undefined ? span(glyphs.dash, 'muted') : span(age(old), 'muted')),
  },
];

export function findingsOf(view: InstanceView, findings: readonly Finding[]): readonly Finding[] {
  const key = identityKey(view.identity);
  return findings.filter(({instance}) => instance !== undefined && identityKey(instance) === key);
}

function markCell(view: InstanceView, {findings, glyphs}: RouterContext): Span {
  const [worst] = findingsOf(view, findings).filter(({code}) => findingCodes[code].severity !== 'notice');
  if (!worst) return span(' ');
  return span(worst.confidence === 'suspected' ? '?' : glyphs.warning, findingRole(worst));
}

/** In a narrow column the beginning of how sure it is. */
function stateCell(view: InstanceView, {holds}: RouterContext, width: number): Span {
  const words = `${stateWords(view)}${isMarkedHeld(view, holds) ? ' held' : ''}`;
  const short = words.replace('suspected', 'susp.').replace('unconfirmed', 'unconf');
  return span(words.length <= width ? words : short, stateRole(view));
}

/** Maintenance is nothing else than that. */
function isMarkedHeld({identity, state, isWanted}: InstanceView, holds: readonly Hold[]): boolean {
  return isWanted && state !== 'maintenance' && holdOf(identity, holds) !== undefined;
}

function addressCell(view: InstanceView, {glyphs}: RouterContext): Span {
  const {addresses, state} = view;
  if (addresses.length === 0) return span(glyphs.dash, 'muted');
  const here = addresses.filter(({isPresent}) => isPresent).length;
  const isPartial = state === 'master' ? here < addresses.length : here > 0;
  return span(`${here}/${addresses.length}`, isPartial ? 'bad' : 'plain');
}

function findingsCell(view: InstanceView, {findings, glyphs}: RouterContext): Span {
  const [worst, ...more] = findingsOf(view, findings);
  if (!worst) return span(glyphs.dash, 'muted');
  return span(`${worst.code}${more.length > 0 ? ` +${more.length}` : ''}`, findingRole(worst));
}
