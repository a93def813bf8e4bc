import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readConnectionFilter} from '../../../src/tui/screens/connections/filter.js';
import {ConnectionTable} from '../../../src/tui/screens/connections/table.js';
import {connection} from './connections-screen.js';

const connections = {
  a: connection('TCP 198.51.100.7:40001 10.0.0.1:80 10.1.0.11:8080 ESTABLISHED 899'),
  b: connection('TCP 198.51.100.8:80 10.0.0.1:443 10.1.0.12:8443 CLOSE_WAIT 5'),
  c: connection('UDP 10.1.0.11:5353 10.0.0.9:53 10.1.0.53:53 UDP 300'),
  d: connection('TCP [2001:db8::7]:40001 [2001:db8::80]:80 [2001:db8:1::11]:80 CLOSE 9 sip 12-ab@example.com'),
  t: connection('TCP 198.51.100.7:0 10.0.0.1:80 10.1.0.11:8080 NONE 3600'),
  m: connection('IP 198.51.100.0:0 0.0.0.7:0 10.1.0.12:0 NONE 3600'),
};

/** Which of them match. */
function matching(text: string): string {
  const filter = readConnectionFilter(text);
  assert.ok('matches' in filter, text);
  return Object.entries(connections)
    .filter(([, each]) => filter.matches(each))
    .map(([name]) => name)
    .join('');
}

describe('a filter of connections', () => {
  for (const [text, expected] of [
    ['', 'abcdtm'],
    ['10.1.0.11', 'act'],
    ['10.0.0.0/24', 'abct'],
    ['10.0.0.1:80', 'at'],
    [':80', 'abdt'],
    ['example', 'd'],
    ['client=10.1.0.11', 'c'],
    ['server=10.1.0.11', 'at'],
    ['server=10.1.0.11:8080', 'at'],
    ['server=[2001:db8:1::11]:80', 'd'],
    ['client=198.51.100.0/29', 'atm'],
    ['client=198.51.100.', 'abtm'],
    ['!client=198.51.100.7', 'bcdm'],
    ['client!=198.51.100.7', 'bcdm'],
    ['service=10.0.0.1', 'abt'],
    ['service=tcp/10.0.0.1:80', 'at'],
    ['service=udp/10.0.0.9:53', 'c'],
    ['service=10.0.0.0/30', 'abt'],
    ['service=fwmark/7', 'm'],
    ['service=[2001:db8::80]:80', 'd'],
    ['state=established', 'a'],
    ['state=close', 'd'],
    ['state=close_', 'b'],
    ['state=TEMPLATE', 'tm'],
    ['state!=template', 'abcd'],
    ['protocol=tcp', 'abdt'],
    ['expires<10', 'bd'],
    ['expires<10 client=198.51.100.8', 'b'],
  ] as const)
    test(text === '' ? 'that is empty shows all' : text, () => assert.equal(matching(text), expected));

  for (const [text, message] of [
    ['client<5', /client is a word/],
    ['10.0.0.0/33', /a prefix has 0 to 32 bits/],
    ['expires<soon', /'soon' is not a number/],
    ['colour=red', /there is no field colour; there are: expires, client, server, service, state, protocol, port/],
  ] as const)
    test(`${text} says what is wrong`, () => {
      const filter = readConnectionFilter(text);
      assert.match('problem' in filter ? filter.problem : '', message);
    });
});

test('a table keeps connections as they were, with the state a template is called by', () => {
  const table = new ConnectionTable();
  const all = Array.from({length: 3000}, () => Object.values(connections)).flat(); // more than it begins with
  for (const each of all) table.push(each);
  assert.equal(table.length, all.length);
  const expected = (place: number) => {
    const each = all[place] as (typeof all)[number];
    return each.state === 'NONE' ? {...each, state: 'TEMPLATE'} : each;
  };
  for (const place of [0, 1, 2, 3, 4, 5, all.length - 1]) assert.deepEqual(table.at(place), expected(place));
});
