import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {allRows} from '../../src/doctor/all-rows.js';
import type {DaemonConfiguration} from '../../src/ipvs/daemon.js';
import {serviceFlag} from '../../src/ipvs/service.js';
import {addresses, type Change, known, links, routers, said, table} from './healthy-facts.js';

const daemon = (state: DaemonConfiguration['state'], on = 'eth1'): DaemonConfiguration => ({
  state,
  interface: on,
  syncId: 5,
  maximumLength: 0,
  group: undefined,
  port: 0,
  ttl: 0,
});
const masqueraded = ['tcp/10.0.0.100:80 masq 10.1.0.11:80'];
const running = (...daemons: readonly DaemonConfiguration[]) => table(masqueraded, {daemons, synchronized: 0});
const keepalived = {
  kind: 'keepalived',
  pid: 1,
  version: undefined,
  file: undefined,
  writesTable: true,
  holdsAddresses: true,
  services: [],
  problems: [],
  wantsSynchronization: true,
} as const;

const pair = {routers: routers('master', ['10.0.0.100'])};

/** The name of a case begins with the code of the row. */
const cases: Readonly<Record<string, readonly [change: Change, expected: readonly string[]]>> = {
  'sync-daemon: none, and there is another director': [
    {routers: routers('master', ['10.0.0.100'])},
    ['risk: none runs, and this host is one of several directors'],
  ],
  'sync-daemon: none, and datagrams need none': [
    {...pair, ipvs: table(['udp/10.0.0.100:53 masq 10.1.0.11:53'])},
    ['none'],
  ],
  'sync-daemon: none, and datagrams are pinned by persistence': [
    {
      ...pair,
      ipvs: table(['udp/10.0.0.100:53 masq 10.1.0.11:53'], {service: {flags: serviceFlag.persistent, timeout: 300}}),
    },
    ['risk: none runs, and this host is one of several directors'],
  ],
  'sync-daemon: none, and both directors hash alike': [
    {...pair, ipvs: table(masqueraded, {service: {scheduler: 'mh'}})},
    ['none'],
  ],
  'sync-daemon: none, and keepalived is to have one': [
    {managers: known([keepalived])},
    ['wrong: none runs, and its configuration wants one'],
  ],
  'sync-daemon: none, and a single director': [{}, ['none']],
  'sync-daemon: the wrong one': [
    {routers: routers('master', ['10.0.0.100']), ipvs: running(daemon('backup'))},
    ['wrong: VI_1: backup daemon, while this host is master'],
  ],
  'sync-daemon: both fit whoever is master': [
    {routers: routers('backup', ['10.0.0.100']), ipvs: running(daemon('master'), daemon('backup'))},
    ['good'],
  ],
  'sync-interface: gone': [{ipvs: running(daemon('master', 'eth7'))}, ['wrong: master daemon: eth7 is not there']],
  'sync-interface: no link': [
    {
      ipvs: running(daemon('backup')),
      network: known({links: links({eth1: {isRunning: false}}), addresses: addresses('eth1 10.1.0.1/24')}),
    },
    ['wrong: backup daemon: eth1 has no link'],
  ],
  'sync-interface: no address of its own': [
    {
      ipvs: running(daemon('master')),
      network: known({links: links(), addresses: addresses('eth0 10.0.0.2/24')}),
    },
    ['good'],
  ],
  'sync-interface: no address at all': [
    {
      ipvs: running(daemon('master')),
      network: known({links: links(), addresses: addresses('lo 10.0.0.2/32')}),
    },
    ['wrong: master daemon: eth1 has no IPv4 address, nor has any other interface'],
  ],
  'sync-interface: well': [{ipvs: running(daemon('master'))}, ['good']],
  'sync-coverage: nothing heard is no finding': [
    {ipvs: running(daemon('backup'))},
    ['unknown: nothing was heard of another director: it is idle, or it is not heard'],
  ],
  'sync-coverage: heard': [{ipvs: table(masqueraded, {daemons: [daemon('backup')], synchronized: 9})}, ['good']],
  'sync-settings: the old format with IPv6': [
    {
      ipvs: table(['tcp/[2001:db8::100]:80 masq [2001:db8:1::11]:80'], {daemons: [daemon('master')]}),
      set: {'net.ipv4.vs.sync_version': '0'},
    },
    ['wrong: net.ipv4.vs.sync_version: 0'],
  ],
  'sync-settings: only templates, and nobody takes up connections': [
    {
      ipvs: table(masqueraded, {daemons: [daemon('master')], service: {flags: serviceFlag.persistent, timeout: 300}}),
      set: {'net.ipv4.vs.sync_persist_mode': '1'},
    },
    ['risk: net.ipv4.vs.sync_persist_mode: 1, with sloppy_tcp = 0'],
  ],
  'sync-settings: only templates, and no service has persistence': [
    {ipvs: running(daemon('master')), set: {'net.ipv4.vs.sync_persist_mode': '1'}},
    ['good'],
  ],
  'sync-settings: only templates, and connections are taken up': [
    {ipvs: running(daemon('master')), set: {'net.ipv4.vs.sync_persist_mode': '1', 'net.ipv4.vs.sloppy_tcp': '1'}},
    ['good'],
  ],
  'sync-settings: no queue': [
    {ipvs: running(daemon('master')), set: {'net.ipv4.vs.sync_qlen_max': '0'}},
    ['wrong: net.ipv4.vs.sync_qlen_max: 0'],
  ],
  'backup-only: a master with both daemons forwards nothing': [
    {
      routers: routers('master', ['10.0.0.100']),
      ipvs: running(daemon('master'), daemon('backup')),
      set: {'net.ipv4.vs.backup_only': '1'},
    },
    ['wrong: net.ipv4.vs.backup_only: 1, and the backup daemon runs, while this host is master'],
  ],
  'backup-only: a backup': [
    {
      routers: routers('backup', ['10.0.0.100']),
      ipvs: running(daemon('backup')),
      set: {'net.ipv4.vs.backup_only': '1'},
    },
    ['good'],
  ],
};

describe('the rows of synchronization', () => {
  for (const [name, [change, expected]] of Object.entries(cases))
    test(name, () => assert.deepEqual(said(name.slice(0, name.indexOf(':')), change), expected));

  test('each has cases', () => {
    const covered = new Set(Object.keys(cases).map(name => name.slice(0, name.indexOf(':'))));
    const ours = ['sync-daemon', 'sync-interface', 'sync-coverage', 'sync-settings', 'backup-only'];
    assert.deepEqual(
      allRows.filter(({code}) => ours.includes(code) && !covered.has(code)).map(({code}) => code),
      [],
    );
  });
});
