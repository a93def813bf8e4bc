import {type Column, formatColumns} from '../output/columns.js';
import {compared, type Compared, differencesIn} from './difference.js';
import type {HostAnswer} from './host-answer.js';
import {type MakePage, sameOr} from './hosts-page.js';
import {listAt, objectAt, textAt} from './outside-document.js';

interface Standing {
  readonly pool: string;
  readonly server: string;
  readonly state: string;
  readonly reason: string;
}

/** Real servers, a column for each host: how they are there, or `=` where that is as on the first. */
export const checksOfHosts: MakePage = answers => {
  const names = answers.map(({name}) => name);
  const rows = compared(answers, standingsOf);
  return {
    differences: rows.flatMap(row => differencesIn(row, names, ({state}) => ({state}))),
    findings: [],
    text: rows.length === 0 ? 'nothing is checked\n' : formatColumns(columnsFor(names), rows),
  };
};

function standingsOf({documents: [document]}: HostAnswer): readonly (readonly [string, Standing])[] {
  return listAt(objectAt(document), 'pools').flatMap(pool =>
    listAt(pool, 'servers').map(server => {
      const [of, name] = [textAt(pool, 'name'), textAt(server, 'name')];
      const standing = {pool: of, server: name, state: textAt(server, 'state'), reason: textAt(server, 'reason')};
      return [`${of} → ${name}`, standing] as const;
    }),
  );
}

function columnsFor(names: readonly string[]): Column<Compared<Standing>>[] {
  return [
    {title: 'POOL', align: 'left', cell: row => first(row)[1].pool},
    {title: 'REAL SERVER', align: 'left', cell: row => first(row)[1].server},
    ...names.map(
      (name): Column<Compared<Standing>> => ({
        title: name,
        align: 'left',
        cell: row => {
          const one = row.of.get(name);
          const [host, {state}] = first(row);
          return one ? sameOr(one.state, host === name ? undefined : state) : '-';
        },
      }),
    ),
    {
      title: 'REASON',
      align: 'left',
      cell: ({of}) => {
        const bad = [...of].filter(([, {state, reason}]) => state !== 'up' && reason !== '');
        const reasons = new Set(bad.map(([, {reason}]) => reason));
        return reasons.size === 1
          ? ([...reasons][0] as string)
          : bad.map(([host, {reason}]) => `${host}: ${reason}`).join('; ');
      },
    },
  ];
}

function first({of}: Compared<Standing>): [string, Standing] {
  return [...of][0] as [string, Standing];
}
