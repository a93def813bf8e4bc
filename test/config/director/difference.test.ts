import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatRouterDifference} from '../../../src/config/director/format-router-difference.js';
import {
  emptyConfiguration,
  readDirectorConfiguration,
} from '../../../src/config/director/read-director-configuration.js';

const whole = (text: string) => readDirectorConfiguration({name: 'd.yaml', text}).configuration;
const web = (more: string) => whole(`routers: {web: {interface: eth0, id: 51, addresses: [10.0.0.100/24], ${more}}}`);

test('nothing is said of what stays', () => {
  assert.deepEqual(formatRouterDifference(web('priority: 90'), web('priority: 90')), []);
  assert.deepEqual(formatRouterDifference(emptyConfiguration, emptyConfiguration), []);
});

test('a setting is told as it was and as it will be', () => {
  assert.deepEqual(formatRouterDifference(web(''), web('priority: 90, interval: 500ms, preempt: false')), [
    'router web: priority 100 → 90',
    'router web: interval 1s → 500ms',
    'router web: preempt yes → no',
  ]);
});

test('what comes and goes is told one by one, and a new order as such', () => {
  const of = (addresses: string) => whole(`routers: {web: {interface: eth0, id: 51, addresses: [${addresses}]}}`);
  assert.deepEqual(formatRouterDifference(of('10.0.0.1, 10.0.0.2'), of('10.0.0.2, 10.0.0.3/24')), [
    'router web: - address 10.0.0.1/32',
    'router web: + address 10.0.0.3/24',
  ]);
  assert.deepEqual(formatRouterDifference(of('10.0.0.1, 10.0.0.2'), of('10.0.0.2, 10.0.0.1')), [
    'router web: another order of address: 10.0.0.2/32, 10.0.0.1/32',
  ]);
});

test('routers come and go by name', () => {
  const other = whole('routers: {db: {interface: eth1, id: 7, addresses: [10.0.1.1]}}');
  assert.deepEqual(formatRouterDifference(web(''), other), [
    '- router web',
    '+ router db: interface eth1, VRID 7, VRRP 3 over IPv4, priority 100, interval 1s, checksum pseudo-header or message',
    'router db: + address 10.0.1.1/32',
  ]);
});

test('another password is told as such, and neither is shown', () => {
  const lines = formatRouterDifference(web('version: 2, password: first'), web('version: 2, password: second'));
  assert.deepEqual(lines, ['router web: another password']);
  const begun = formatRouterDifference(web('version: 2'), web('version: 2, password: second'));
  assert.deepEqual(begun, ['router web: password none → (hidden)']);
});

test('what is around routers is told, too', () => {
  const before = whole('routers: {}\nnotify: {fifo: /run/a}\nannounce: {rate: 100}');
  const after = whole('routers: {}\nnotify: {run: [/bin/x, "a b"], user: nobody}\nfiles: {maint: /run/maint}');
  assert.deepEqual(formatRouterDifference(before, after), [
    '+ file maint: path /run/maint',
    'notify: on any change nothing → /bin/x "a b" as nobody',
    'notify: fifo /run/a → none',
    'announcements: packets a second 100 → any',
  ]);
});
