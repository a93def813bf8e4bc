import {type Column, formatColumns} from '../output/columns.js';
import {compared, type Compared} from './difference.js';
import type {HostAnswer} from './host-answer.js';
import type {MakePage} from './hosts-page.js';
import {listAt, numberAt, objectAt, type OutsideDocument, textAt} from './outside-document.js';

/** Connections of all hosts in one table, each with its host; counts side by side. Connections are no differences. */
export const connsOfHosts: MakePage = (answers, values) => {
  const by = values['count-by'];
  const text = typeof by === 'string' ? countsText(answers, by, values.limit) : connectionsText(answers);
  return {differences: [], findings: [], text};
};

function countsText(answers: readonly HostAnswer[], by: string, limit: unknown): string {
  const counts = compared(answers, ({documents: [document]}) =>
    listAt(objectAt(document), 'counts').map(count => [textAt(count, by), count] as const),
  );
  const total = ({of}: Compared<OutsideDocument>) =>
    [...of.values()].reduce((sum, one) => sum + numberAt(one, 'connections'), 0);
  const rows = counts.toSorted((a, b) => total(b) - total(a));
  const columns: Column<Compared<OutsideDocument>>[] = [
    {title: by.toUpperCase(), align: 'left', cell: ({key}) => key},
    ...answers.map(
      ({name}): Column<Compared<OutsideDocument>> => ({
        title: name,
        align: 'right',
        cell: ({of}) => {
          const count = of.get(name);
          return count ? textAt(count, 'connections') : '-';
        },
      }),
    ),
    {title: 'TOGETHER', align: 'right', cell: row => String(total(row))},
  ];
  return formatColumns(columns, typeof limit === 'number' ? rows.slice(0, limit) : rows);
}

interface Row {
  readonly host: string;
  readonly connection: OutsideDocument;
}

function connectionsText(answers: readonly HostAnswer[]): string {
  const rows = answers.flatMap(({name, documents: [document]}): Row[] =>
    listAt(objectAt(document), 'connections').map(connection => ({host: name, connection})),
  );
  return formatColumns(columns, rows);
}

const columns: readonly Column<Row>[] = [
  {title: 'HOST', align: 'left', cell: ({host}) => host},
  {
    title: 'SERVICE',
    align: 'left',
    cell: ({connection}) => `${textAt(connection, 'protocol')}/${endpoint(connection, 'virtual')}`,
  },
  {title: 'CLIENT', align: 'left', cell: ({connection}) => endpoint(connection, 'client')},
  {title: 'REAL SERVER', align: 'left', cell: ({connection}) => endpoint(connection, 'real')},
  {
    title: 'STATE',
    align: 'left',
    cell: ({connection}) => (connection.template === true ? 'TEMPLATE' : textAt(connection, 'state')),
  },
  {title: 'EXPIRES', align: 'right', cell: ({connection}) => `${textAt(connection, 'expiresSeconds')} s`},
];

function endpoint(connection: OutsideDocument, name: string): string {
  const one = objectAt(connection, name);
  const address = textAt(one, 'address');
  return `${address.includes(':') ? `[${address}]` : address}:${textAt(one, 'port')}`;
}
