import type {KnownCommands} from '../../src/settings/setting.js';

/** Two commands, for readers that know no others. */
export const known: KnownCommands = {
  names: ['list', 'vrrp switch'],
  optionsOf: command => (command === 'list' ? ['output', 'rate', 'columns'] : ['hold']),
  faultOf: (_command, option, value) =>
    option === 'output' && !['table', 'wide'].includes(value) ? `'${value}' is not one of table, wide` : undefined,
};
