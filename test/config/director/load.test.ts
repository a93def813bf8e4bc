import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {loadDirectorConfiguration} from '../../../src/config/director/load-director-configuration.js';

const all: Readonly<Record<string, string>> = {
  '/k.conf': 'vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress { 10.0.0.1 }\n}\n',
  '/d.yaml': 'routers: {web: {interface: eth0, id: 51, addresses: [10.0.0.100/24]}}',
  '/d.txt': '',
};
const world = {readFile: (path: string) => all[path], glob: () => []};
const load = (path: string) => loadDirectorConfiguration(path, world);
const names = (path: string) => load(path).configuration.routers.map(({name, rules}) => [name, rules.version]);

test('a .conf is read as keepalived reads it, a .yaml as our own', () => {
  assert.deepEqual(names('/k.conf'), [['V', 2]]);
  assert.deepEqual(names('/d.yaml'), [['web', 3]]);
});

test('a file that is not there, or is neither, is a refusal', () => {
  assert.deepEqual(
    ['/none.conf', '/none.yml', '/d.txt'].map(path => load(path).problems.map(formatDirectorProblem)),
    [
      ['/none.conf:1:1: refused: the file cannot be read: is it there, and may you read it?'],
      ['/none.yml:1:1: refused: the file cannot be read: is it there, and may you read it?'],
      [
        '/d.txt:1:1: refused: its name says neither .conf, for a keepalived.conf, nor .cf, for an ldirectord.cf, nor .yaml',
      ],
    ],
  );
});

test('what a file says is shown without its control characters', () => {
  const {problems} = loadDirectorConfiguration('/x.yaml', {...world, readFile: () => '"\\e[31m": 1'});
  assert.ok(!problems.map(formatDirectorProblem).join('').includes('\u001b'));
});
