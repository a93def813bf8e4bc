import type {CommandDefinition} from '../command.js';
import {commandSections} from './command-sections.js';
import {wrapRows} from './wrap.js';

/** What `lvsctl -h` adds to the help of ipvsadm. */
export function shortOverview(commands: readonly CommandDefinition[]): string {
  const rows = commandSections(commands).flatMap(({blocks}) =>
    blocks.flatMap(block => (typeof block === 'object' && 'rows' in block ? block.rows : [])),
  );
  const lines = wrapRows(rows, {width: 80, indent: 2, most: 24});
  return `
Commands with names (lvsctl COMMAND --help tells more, lvsctl help explains):
${lines.join('\n')}
`;
}
