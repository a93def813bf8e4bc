import {type SysctlRow, sysctlTable, type SysctlValue} from '../../../ipvs/sysctl-table.js';
import type {Glyphs} from '../../text/glyphs.js';
import {type Line, span} from '../../theme/role.js';
import {type Panel, panel} from '../../components/panel.js';
import type {DirectorReading} from './state.js';
import {waiting} from './waiting.js';
import {wrap} from '../../components/wrap.js';

/** The sysctls that matter: those that were changed, then those that decide what draining does. */
export function sysctlsPanel(reading: DirectorReading | undefined, glyphs: Glyphs): Panel {
  const body = (width: number): readonly Line[] => {
    if (!reading) return waiting(glyphs);
    const {changed, draining} = sysctlsThatMatter(reading.sysctls);
    const linesOf = (found: readonly FoundSysctl[]) => found.flatMap(each => sysctlLines(each, width, glyphs));
    return [
      [span(' Not the kernel’s initial value', 'title')],
      ...(changed.length > 0 ? linesOf(changed) : [[span('   none', 'muted')]]),
      [],
      [span(' They decide what draining does', 'title')],
      ...(draining.length > 0 ? linesOf(draining) : [[span('   they are all above', 'muted')]]),
    ];
  };
  return panel('SYSCTLS net.ipv4.vs.*', body, glyphs.ellipsis);
}

interface FoundSysctl {
  readonly row: SysctlRow;
  readonly value: SysctlValue;
  readonly isChanged: boolean;
}

function sysctlsThatMatter(values: DirectorReading['sysctls']) {
  const found = sysctlTable.flatMap((row): FoundSysctl[] => {
    const value = values.get(row.name);
    if (value === undefined) return []; // this kernel has none
    return [{row, value, isChanged: row.initial !== undefined && row.initial !== textOf(value)}];
  });
  return {
    changed: found.filter(({isChanged}) => isChanged),
    draining: found.filter(({row, isChanged}) => row.mattersWhenDraining && !isChanged),
  };
}

const nameWidth = 30;

/** Its name and value, what the value means where it is a choice, and below what it is about. */
function sysctlLines({row, value, isChanged}: FoundSysctl, width: number, glyphs: Glyphs): readonly Line[] {
  const {kind} = row;
  const choice = kind.type === 'choice' && typeof value === 'number' ? (kind.values[value] ?? '') : '';
  const unit = kind.type === 'integer' && kind.unit !== undefined ? ` ${kind.unit}` : '';
  const initially = isChanged ? `  (initially ${row.initial})` : '';
  const indent = 5;
  const words = choice === '' ? row.meaning : `${choice}: ${row.meaning}`;
  return [
    [
      span(`   ${row.name.padEnd(nameWidth - 3)}`, isChanged ? 'warn' : 'plain'),
      span(` ${textOf(value)}${unit}`, isChanged ? 'warn' : 'plain'),
      span(initially, 'muted'),
    ],
    ...wrap(words, width - indent - 1, glyphs.ellipsis).map(text => [span(' '.repeat(indent) + text, 'muted')]),
  ];
}

function textOf(value: SysctlValue): string {
  return typeof value === 'number' ? String(value) : value.join(' ');
}
