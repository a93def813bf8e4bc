import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {allRows} from '../../src/doctor/all-rows.js';
import {serviceFlag} from '../../src/ipvs/service.js';
import {addresses, type Change, known, links, prefixes, route, routers, said, table, untold} from './healthy-facts.js';

const backup = {localPrefixes: prefixes('10.0.0.2', '10.1.0.1'), routers: routers('backup', ['10.0.0.100'])};
const persistent = {flags: serviceFlag.persistent, timeout: 300};
const masqueraded = 'tcp/10.0.0.100:80 masq 10.1.0.11:80';

/** The name of a case begins with the code of the row. */
const cases: Readonly<Record<string, readonly [change: Change, expected: readonly string[]]>> = {
  'service-without-vip: nowhere': [
    {localPrefixes: prefixes('10.0.0.2')},
    ['wrong: 10.0.0.100: no address of this host, nor of a virtual router of it'],
  ],
  'service-without-vip: a backup waits for its address': [backup, ['good']],
  'service-without-vip: a backup, and nobody can tell': [
    {...backup, routers: untold, managers: untold},
    [
      'unknown: 10.0.0.100: no address of this host, for tcp/10.0.0.100:80 and 1 more service; which addresses its virtual routers have is not known',
    ],
  ],
  'service-without-vip: a cluster manager decides where it is': [
    {localPrefixes: prefixes('10.0.0.2'), programs: known({names: new Set(['pacemakerd', 'corosync']), areAll: true})},
    ['none'],
  ],
  'service-without-vip: a container does not see who holds addresses': [
    {localPrefixes: prefixes('10.0.0.2'), programs: known({names: new Set<string>(), areAll: false})},
    [
      'unknown: 10.0.0.100: no address of this host, for tcp/10.0.0.100:80 and 1 more service; who holds addresses may run where it cannot be seen from here',
    ],
  ],
  'service-without-vip: a local route to a whole prefix': [{localPrefixes: prefixes('10.0.0.0/24')}, ['good']],
  'service-without-vip: firewall marks have any address': [{ipvs: table(['fwmark/1 masq 10.1.0.11:0'])}, ['none']],
  'vip-without-service: forgotten': [
    {routers: routers('master', ['10.0.0.100', '10.0.0.101'])},
    ['risk: 10.0.0.101: held for VI_1, and no service has it'],
  ],
  'vip-without-service: the gateway of masqueraded servers': [
    {routers: routers('master', ['10.0.0.100', '10.1.0.254'])},
    ['good'],
  ],
  'vip-without-service: a backup holds none': [backup, ['none']],
  'vip-without-service: firewall marks have any address': [
    {ipvs: table([masqueraded, 'fwmark/1 masq 10.1.0.11:0']), routers: routers('master', ['10.0.0.101'])},
    ['none'],
  ],
  'empty-service: without a server': [
    {ipvs: table([masqueraded, 'udp/10.0.0.100:53 masq'])},
    ['wrong: udp/10.0.0.100:53: no real server'],
  ],
  'empty-service: a Kubernetes service without pods': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq']),
      network: known({
        links: links({eth1: {name: 'kube-ipvs0', kind: 'dummy'}}),
        addresses: addresses('eth1 10.0.0.100/32'),
      }),
    },
    ['none'],
  ],
  'all-quiesced: weight 0 everywhere': [
    {ipvs: table([masqueraded], {server: {weight: 0}})},
    ['wrong: tcp/10.0.0.100:80: weight 0: 1 server, all'],
  ],
  'direct-other-port: another port': [
    {ipvs: table(['tcp/10.0.0.100:80 gate 10.0.0.21:8080', 'tcp/10.0.0.100:81 ipip 10.9.0.21:8081'])},
    [
      'wrong: 10.0.0.21:8080 of tcp/10.0.0.100:80: port 8080 by direct routing',
      'wrong: 10.9.0.21:8081 of tcp/10.0.0.100:81: port 8081 by tunnel',
    ],
  ],
  'direct-other-port: masquerading changes ports': [{ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:8080'])}, ['none']],
  'masquerading-other-way: clients beside the servers': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 10.0.0.21:80 10.0.0.22:80'])},
    ['risk: tcp/10.0.0.100:80: clients and masqueraded servers are on 10.0.0.0/24'],
  ],
  'masquerading-other-way: the longest prefix is the network of an address': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 10.1.0.11:80']),
      network: known({links: links(), addresses: addresses('eth0 10.0.0.2/8', 'eth1 10.1.0.1/24')}),
    },
    ['good'],
  ],
  'masquerading-other-way: a sorry server on this host': [
    {ipvs: table(['tcp/10.0.0.100:80 masq 127.0.0.1:80', 'tcp/10.0.0.100:81 masq 10.0.0.2:81'])},
    ['none'],
  ],
  'masquerading-other-way: servers behind a router': [
    {
      ipvs: table(['tcp/10.0.0.100:80 masq 10.7.0.21:80']),
      routes: known([route('10.7.0.0/16', 'eth1', '10.1.0.9')]),
    },
    [
      'unknown: 10.1.0.9: 1 masqueraded server behind router 10.1.0.9: their answers pass this host only if that router sends them here',
    ],
  ],
  'masquerading-other-way: a network of their own': [{}, ['good']],
  'thresholds: full': [
    {ipvs: table([masqueraded], {server: {upperThreshold: 10, activeConnections: 4, inactiveConnections: 6}})},
    ['risk: 10.1.0.11:80 of tcp/10.0.0.100:80: full: 10 connections, upper threshold 10'],
  ],
  'thresholds: a low one that is hardly reached': [
    {ipvs: table([masqueraded], {server: {upperThreshold: 1000, lowerThreshold: 1}})},
    ['risk: 10.1.0.11:80 of tcp/10.0.0.100:80: lower threshold 1 of 1000'],
  ],
  'thresholds: a low one of the kernel': [{ipvs: table([masqueraded], {server: {upperThreshold: 1000}})}, ['good']],
  'persistence-hash: both': [
    {ipvs: table([masqueraded], {service: {...persistent, scheduler: 'mh'}})},
    ['risk: tcp/10.0.0.100:80: scheduler mh with persistence of 300 s'],
  ],
  'persistence-hash: an engine does not go by the client': [
    {ipvs: table([masqueraded], {service: {...persistent, scheduler: 'mh', persistenceEngine: 'sip'}})},
    ['good'],
  ],
  'persistence-hash: all ports together': [
    {ipvs: table(['tcp/10.0.0.100:0 gate 10.0.0.21:0'], {service: {...persistent, scheduler: 'sh'}})},
    ['good'],
  ],
  'balanced-twice: a backup that accepts the address': [
    {
      routers: routers('backup', ['10.0.0.100']),
      network: known({links: links(), addresses: addresses('lo 10.0.0.100/32', 'eth0 10.0.0.2/24')}),
    },
    ['wrong: 10.0.0.100: accepted here as backup, with a service of this host'],
  ],
  'balanced-twice: backup_only without the daemon is not enough': [
    {routers: routers('backup', ['10.0.0.100']), set: {'net.ipv4.vs.backup_only': '1'}},
    ['wrong: 10.0.0.100: accepted here as backup, with a service of this host'],
  ],
  'balanced-twice: what is masqueraded does not come to the virtual address': [
    {routers: routers('backup', ['10.0.0.100']), ipvs: table([masqueraded])},
    ['none'],
  ],
  'balanced-twice: a master': [{routers: routers('master', ['10.0.0.100'])}, ['none']],
};

describe('the rows of the table', () => {
  for (const [name, [change, expected]] of Object.entries(cases))
    test(name, () => assert.deepEqual(said(name.slice(0, name.indexOf(':')), change), expected));

  test('each has cases', () => {
    const covered = new Set(Object.keys(cases).map(name => name.slice(0, name.indexOf(':'))));
    const missing = allRows.filter(({group, code}) => group === 'table' && !covered.has(code));
    assert.deepEqual(
      missing.map(({code}) => code),
      [],
    );
  });
});
