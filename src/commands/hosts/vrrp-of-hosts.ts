import {span} from '../../vrrp/findings/words.js';
import {type Column, formatColumns} from '../output/columns.js';
import {compared, type Compared, differencesIn} from './difference.js';
import type {HostAnswer} from './host-answer.js';
import type {MakePage} from './hosts-page.js';
import {listAt, objectAt, type OutsideDocument, textAt} from './outside-document.js';

interface Instance {
  readonly document: OutsideDocument;
  /** Milliseconds since 1970, by the clock of its host. */
  readonly at: number;
}

/** Virtual routers that are configured, a column for each host: state, priority and since when; and what is wrong. */
export const vrrpOfHosts: MakePage = answers => {
  const names = answers.map(({name}) => name);
  const rows = compared(answers, instancesOf);
  const findings = [...rows.flatMap(row => mastersFinding(row, names)), ...answers.flatMap(findingsOf)];
  return {
    differences: rows.flatMap(row => differencesIn(row, names, factsOf)),
    findings,
    text: rows.length === 0 ? 'no virtual routers are configured\n' : formatColumns(columnsFor(names), rows),
  };
};

/** What it only hears of others is not its own. */
function instancesOf({documents: [document]}: HostAnswer): readonly (readonly [string, Instance])[] {
  const at = Date.parse(textAt(objectAt(document), 'at'));
  return listAt(objectAt(document), 'instances')
    .filter(({isConfigured}) => isConfigured === true)
    .map(one => [keyOf(one), {document: one, at}] as const);
}

function keyOf(instance: OutsideDocument): string {
  const number = textAt(instance, 'vrid');
  const name = textAt(instance, 'name') || textAt(instance, 'interface');
  return number === '' ? name : `${name} (${textAt(instance, 'family')} ${number})`;
}

/** Addresses and interval ought to be the same; priorities not. */
function factsOf({document}: Instance): Readonly<Record<string, string>> {
  const addresses = listAt(document, 'addresses').map(address => textAt(address, 'address'));
  const interval = textAt(document, 'interval');
  return {addresses: addresses.toSorted().join(' '), ...(interval !== '' && {interval: `${interval} s`})};
}

/** NB: nobody being master means something only where all that have it have answered: others may have it too. */
function mastersFinding({key, of}: Compared<Instance>, names: readonly string[]): readonly string[] {
  const masters = [...of].flatMap(([name, {document}]) => (document.state === 'master' ? [name] : []));
  if (masters.length > 1) return [`two masters: ${key} is master on ${masters.join(' and ')}`];
  return masters.length === 0 && of.size > 1 && of.size === names.length
    ? [`no master: ${key} is master on none of ${names.join(', ')}`]
    : [];
}

function findingsOf({name, documents: [document]}: HostAnswer): readonly string[] {
  return listAt(objectAt(document), 'findings').map(finding => {
    const of = textAt(finding, 'instance') || textAt(finding, 'interface');
    return `${name}: ${[textAt(finding, 'code'), of, `(${textAt(finding, 'confidence')})`].filter(word => word !== '').join(' ')}: ${textAt(finding, 'summary')}`;
  });
}

function columnsFor(names: readonly string[]): Column<Compared<Instance>>[] {
  return [
    {title: 'INSTANCE', align: 'left', cell: ({key}) => key},
    ...names.map(
      (name): Column<Compared<Instance>> => ({
        title: name,
        align: 'left',
        cell: ({of}) => {
          const one = of.get(name);
          return one ? standing(one) : '-';
        },
      }),
    ),
  ];
}

/** `MASTER 150 for 3 h`. */
function standing({document, at}: Instance): string {
  const state = textAt(document, 'state');
  const priority = objectAt(document, 'priority');
  const since = Date.parse(textAt(document, 'since'));
  return [
    state === 'master' ? 'MASTER' : state,
    textAt(priority, 'effective') || textAt(priority, 'base'),
    ...(Number.isFinite(at - since) ? [`for ${span(Math.max(0, at - since))}`] : []),
    ...(document.stale === true ? ['(stale)'] : []),
    ...(document.hold === null || document.hold === undefined ? [] : ['held']),
  ]
    .filter(word => word !== '')
    .join(' ');
}
