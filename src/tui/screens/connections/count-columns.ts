import type {Column} from '../../components/columns.js';
import {gauge} from '../../text/gauge.js';
import type {Glyphs} from '../../text/glyphs.js';
import {exact, percent} from '../../text/quantity.js';
import {span} from '../../theme/role.js';
import {type Count, type CountKey, countKeys} from './counts.js';
import type {ConnectionTable} from './table.js';

/** What cells are made from beside the count. */
export interface CountContext {
  readonly glyphs: Glyphs;
  readonly table: ConnectionTable;
  /** What shares are of: the connections of all counts. */
  readonly all: number;
}

export function countColumns(by: CountKey): readonly Column<Count, CountContext>[] {
  const kind = countKeys[by];
  return [
    {
      name: by,
      title: kind.title,
      describe: 'what they have in common',
      align: 'left',
      width: 20,
      grows: 54,
      rank: 0,
      cell: ({place}, {table}) => span(kind.name(table, place), 'title'),
    },
    number('connections', 'CONNECTIONS', 1, ({connections}) => connections),
    {
      name: 'share',
      title: '%',
      describe: 'share of all',
      align: 'right',
      width: 4,
      rank: 2,
      cell: (count, {all}) => percent(shareOf(count, all)),
    },
    {
      name: 'bar',
      title: '',
      describe: 'share of all',
      align: 'left',
      width: barWidth,
      rank: 5,
      cell: (count, {all, glyphs}) => span(gauge(shareOf(count, all), barWidth, glyphs), 'chart1'),
    },
    ...(by === 'state' ? [] : [number('established', 'ESTABLISHED', 3, ({established}) => established)]),
    number('templates', 'TEMPLATES', 4, ({templates}) => templates),
  ];
}

const barWidth = 12;

function shareOf({connections}: Count, all: number): number {
  return all > 0 ? connections / all : 0;
}

function number(
  name: string,
  title: string,
  rank: number,
  figureOf: (count: Count) => number,
): Column<Count, CountContext> {
  return {
    name,
    title,
    describe: title.toLowerCase(),
    align: 'right',
    width: 11,
    rank,
    cell: count => span(exact(figureOf(count)), figureOf(count) === 0 ? 'muted' : 'plain'),
  };
}
