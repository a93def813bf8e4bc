import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readRules} from '../../../src/config/rules/read-rules.js';
import {KnownNames} from '../../../src/config/table/known-names.js';
import {readTable} from '../../../src/config/table/read-table.js';
import {formatTableProblem} from '../../../src/config/table/table-problem.js';
import {formatServiceId} from '../../../src/ipvs/service-text.js';
import {ipv4} from '../../../src/net/address.js';

const noNames = new KnownNames(undefined);
const read = (text: string) => readRules({name: 'rules', text}, noNames);
const problemsOf = (text: string) => read(text).problems.map(formatTableProblem);

test('rules are read with thresholds, marks, persistence and tunnels, with comments and the word ipvsadm between', () => {
  const {table, problems} = read(`# as saved
ipvsadm -A -t 10.0.0.1:80 -s rr -p 300 -M 255.255.255.0 --pe sip

-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 9 -y 4
-A -f 7 -6 -s mh -b mh-port
-a -f 7 -6 -r [2001:db8::1]:0 -i --tun-type gue --tun-port 6080 --tun-csum\r
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    table.entries.map(({service, destinations}) => [
      formatServiceId(service.id),
      service.scheduler,
      destinations.length,
    ]),
    [
      ['tcp/10.0.0.1:80', 'rr', 1],
      ['fwmark6/7', 'mh', 1],
    ],
  );
  const {upperThreshold, lowerThreshold, weight} = table.entries[0]?.destinations[0] ?? {};
  assert.deepEqual([upperThreshold, lowerThreshold, weight], [9, 4, 3]);
  assert.deepEqual(table.entries[1]?.destinations[0]?.tunnel, {type: 1, port: 6080, flags: 1});
});

test('every wrong line is named, with the column of the word that is wrong', () => {
  assert.deepEqual(
    problemsOf(`-A -t 10.0.0.1:80 -s rr
  -A -t 10.0.0.300:80
-a -t 10.0.0.1:80 -r 10.1.0.1:80 -w many
-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m
-Ln
-A -t 10.0.0.2:80 extra
`),
    [
      'rules:2:3: illegal virtual server address[:port] specified',
      'rules:3:1: illegal weight specified',
      "rules:4:1: 'edit-server' is a step, and this file tells what is to be there: only -A and -a belong in it",
      "rules:5:1: 'list' says nothing about the table: only -A and -a belong in a file of rules",
      'rules:6:19: unexpected argument extra',
    ],
  );
});

test('what is there twice is named with both places', () => {
  assert.deepEqual(
    problemsOf(`-A -t 10.0.0.1:80
-a -t 10.0.0.1:80 -r 10.1.0.1 -m
-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 5
`),
    [
      'rules:3:1: tcp/10.0.0.1:80 is there twice: it is in line 1 already',
      'rules:4:1: 10.1.0.1:80 of tcp/10.0.0.1:80 is there twice: it is in line 2 already',
    ],
  );
});

test('so it is among many servers', () => {
  const servers = Array.from({length: 20}, (_, i) => `-a -t 10.0.0.1:80 -r 10.1.0.${i + 1}:80 -m\n`).join('');
  assert.deepEqual(problemsOf(`-A -t 10.0.0.1:80\n${servers}-a -t 10.0.0.1:80 -r 10.1.0.17:80 -m\n`), [
    'rules:22:1: 10.1.0.17:80 of tcp/10.0.0.1:80 is there twice: it is in line 18 already',
  ]);
});

test('a server without its service, and thresholds that the kernel refuses, are problems', () => {
  assert.deepEqual(
    problemsOf(`-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m
-A -t 10.0.0.2:80
-a -t 10.0.0.2:80 -r 10.1.0.1:80 -m -x 3 -y 5
`),
    [
      'rules:1:1: 10.1.0.1:80 of tcp/10.0.0.1:80 has no service in this file: add the service before its real servers',
      'rules:3:1: 10.1.0.1:80 of tcp/10.0.0.2:80: the lower threshold 5 is above the upper one, 3',
    ],
  );
});

test('-C at the beginning is passed over with a note, and later it is a step', () => {
  assert.deepEqual(read('-C\n-A -t 10.0.0.1:80\n').notes.length, 1);
  assert.match(problemsOf('-A -t 10.0.0.1:80\n-C\n')[0] ?? '', /^rules:2:1: 'flush' is a step/);
});

describe('host names', () => {
  const resolver = {
    addressOf: async (host: string) => (host === 'www' ? ipv4(0x0a000009) : null),
    portOf: () => 80,
  };
  const readNamed = (text: string) =>
    readTable({name: 'rules', text}, undefined, {
      names: new KnownNames(resolver),
      files: {readFile: () => undefined, glob: () => []},
    });

  test('are asked for, and then the file is read again', async () => {
    const {table, problems} = await readNamed('-A -t www:http\n-a -t www:http -r 10.1.0.1 -m\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      table.entries.map(({service}) => formatServiceId(service.id)),
      ['tcp/10.0.0.9:80'],
    );
  });

  test('that nobody knows are problems', async () => {
    const {problems} = await readNamed('-A -t nowhere:80\n');
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.line, 1);
  });
});
