import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {parseAddress, type Address} from '../../../src/net/address.js';
import type {FilterFields} from '../../../src/tui/filter/fields.js';
import {parseFilter} from '../../../src/tui/filter/parse-filter.js';

interface Row {
  readonly name: string;
  readonly weight?: number;
  readonly rate?: number;
  readonly state: string;
  readonly flags: readonly string[];
  readonly at: readonly [string, number][];
}

const fields: FilterFields<Row> = {
  numbers: {weight: row => row.weight, 'conn/s': row => row.rate},
  words: {state: row => row.state, flags: row => row.flags},
  addresses: row => row.at.map(([address]) => parseAddress(address) as Address),
  ports: row => row.at.map(([, port]) => port),
  text: row => row.name,
};

const rows: readonly Row[] = [
  {name: 'web', weight: 0, rate: 5, state: 'quiesced', flags: [], at: [['10.1.0.11', 8080]]},
  {
    name: 'Mail',
    weight: 100,
    rate: 12_000,
    state: 'well',
    flags: ['sh-port', 'ops'],
    at: [
      ['10.2.0.1', 25],
      ['2001:db8::7', 443],
    ],
  },
  {name: 'fwmark/7', state: 'well', flags: ['ops'], at: []},
];

function found(text: string): string {
  const filter = parseFilter(text, fields);
  if (!filter.ok) return `${filter.message} @${filter.at}+${filter.length}`;
  return rows
    .filter(row => filter.matches(row))
    .map(row => row.name)
    .join(' ');
}

describe('a filter finds', () => {
  for (const [text, names] of [
    ['', 'web Mail fwmark/7'],
    ['mai', 'Mail'],
    ['!mai', 'web fwmark/7'],
    ['weight=0', 'web'],
    ['weight!=0', 'Mail'], // a row without weight has none that differs
    ['!weight=0', 'Mail fwmark/7'],
    ['conn/s>=12k', 'Mail'],
    ['conn/s<0.012M', 'web'],
    ['Weight>-1 weight<1', 'web'],
    ['state=QUIES', 'web'],
    ['state!=quiesced', 'Mail fwmark/7'],
    ['flags=ops', 'Mail fwmark/7'],
    ['flags!=port', 'fwmark/7'],
    ['port=443', 'Mail'],
    ['port!=443', 'web'],
    ['port<1024', 'Mail'],
    [':8080', 'web'],
    ['10.0.0.0/8', 'web Mail'],
    ['2001:db8::/32', 'Mail'],
    ['10.1.0.11', 'web'],
    ['10.1.0.1', ''], // an address is no text
    ['10.2.0.1:25', 'Mail'],
    ['10.2.0.1:443', ''], // the port of its other address
    ['[2001:db8::7]:443', 'Mail'],
    ['fwmark/7', 'fwmark/7'],
    ['10.0.0.0/8 !:25 state=quiesced', 'web'],
  ] as const) {
    test(text === '' ? 'everything without words' : text, () => assert.equal(found(text), names));
  }
});

describe('a filter that is wrong says where and what there is', () => {
  for (const [text, message] of [
    ['web weight=x', "weight=x: 'x' is not a number @11+1"],
    ['!weight=', '!weight=: a number must follow = @1+7'],
    ['colour=red', 'colour=red: there is no field colour; there are: weight, conn/s, state, flags, port @0+6'],
    ['=5', '=5: a field must stand first; there are: weight, conn/s, state, flags, port @0+2'],
    ['state>well', 'state>well: state is a word: = or != can follow @5+1'],
    ['state=', 'state=: a word must follow = @0+6'],
    ['a !', '!: what shall not be must follow the ! @3+0'],
    ['10.0.0.0/33', '10.0.0.0/33: a prefix has 0 to 32 bits @9+2'],
    [':70000', ':70000: 70000 is no port: 0 to 65535 @1+5'],
    ['10.0.0.1:70000', '10.0.0.1:70000: 70000 is no port: 0 to 65535 @9+5'],
  ] as const) {
    test(text, () => assert.equal(found(text), message));
  }
});

test('a filter tells which fields it looks at', () => {
  const filter = parseFilter(' weight=0 !state=well :80 text conn/s>1', fields);
  assert.ok(filter.ok && !filter.isEmpty);
  assert.deepEqual([...filter.uses], ['weight', 'state', 'conn/s']);
  const none = parseFilter('  ', fields);
  assert.ok(none.ok && none.isEmpty);
});

test('any text is read or refused, and a refusal points into the text', () => {
  const pieces = fc.constantFrom(
    'weight',
    'state',
    '=',
    '!',
    '<',
    '>',
    ':',
    '/',
    '.',
    '10.0.0.1',
    '[',
    ']',
    '::1',
    '8',
    'k',
    ' ',
    '__proto__',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map(parts => parts.join('')),
      ),
      text => {
        const filter = parseFilter(text, fields);
        if (filter.ok) for (const row of rows) filter.matches(row);
        else
          assert.ok(filter.at >= 0 && filter.length >= 0 && filter.at + filter.length <= text.length, filter.message);
      },
    ),
    {numRuns: 2000},
  );
});
