import {whatThereIs} from '../ipvs/nearest-name.js';
import {type Kind, Usage} from './command.js';

/** Columns of `lvsctl list`, by what --columns calls them. */
export const listColumnNames = [
  'service',
  'name',
  'address',
  'scheduler',
  'weight',
  'active',
  'inactive',
  'persistent',
  'upper',
  'lower',
  'tunnel',
  'owner',
  'conns',
  'in-pkts',
  'out-pkts',
  'in-bytes',
  'out-bytes',
  'conn/s',
  'in-pkt/s',
  'out-pkt/s',
  'in-byte/s',
  'out-byte/s',
  'status',
] as const;
export type ListColumnName = (typeof listColumnNames)[number];

/** Columns separated by commas, in their order. */
export const listColumnsKind: Kind<readonly ListColumnName[]> = {
  placeholder: 'COLUMN,...',
  parse: text =>
    text.split(',').map(word => {
      const name = listColumnNames.find(one => one === word);
      if (!name) throw new Usage(`there is no column '${word}'; ${whatThereIs(word, listColumnNames)}`);
      return name;
    }),
};
