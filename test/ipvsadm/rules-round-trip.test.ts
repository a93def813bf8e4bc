import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Change} from '../../src/ipvs/change.js';
import type {DestinationConfiguration} from '../../src/ipvs/destination.js';
import {directRouting, gre, gue, masquerading, plainTunnel, type Tunnel, tunneling} from '../../src/ipvs/forwarding.js';
import {udp} from '../../src/ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  type ServiceConfiguration,
  serviceFlag,
  type ServiceId,
} from '../../src/ipvs/service.js';
import type {Dialect} from '../../src/ipvsadm/dialect.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {destinationRule, serviceRule} from '../../src/ipvsadm/format-rules.js';
import {parseCommandLine} from '../../src/ipvsadm/parse.js';
import {ruleWords} from '../../src/ipvsadm/restore-lines.js';
import {anyDestination, anyServiceId, anyTunnel} from '../ipvs/arbitraries.js';
import {anyIpv4, anyIpv6} from '../net/arbitraries.js';
import {noNames} from './recorded-names.js';
import {recordings} from './recordings.js';

const runs = {numRuns: 3000};

/** Services that ipvsadm can be asked for at all. */
const askableService: fc.Arbitrary<ServiceConfiguration> = fc
  .record({
    id: anyServiceId,
    scheduler: fc.constantFrom('rr', 'wlc', 'sh', 'mh', 'none', 'a-name-of-15-by'),
    timeout: fc.option(fc.integer({min: 1, max: 2678400})),
    mask: fc.integer({min: 0, max: 0xffffffff}),
    schedulerFlags: fc.integer({min: 0, max: 7}),
    isOnePacket: fc.boolean(),
    persistenceEngine: fc.constantFrom('', 'sip', 'a-name-of-16-byt'),
  })
  .map(({id, scheduler, timeout, mask, schedulerFlags, isOnePacket, persistenceEngine}) => {
    const family = familyOfService(id);
    const isPersistent = timeout !== null || (id.type === 'address' && id.port === 0); // port 0 needs it
    const mayBeOnePacket = id.type === 'fwmark' || id.protocol === udp;
    const flags =
      (isPersistent ? serviceFlag.persistent : 0) |
      (isOnePacket && mayBeOnePacket ? serviceFlag.onePacket : 0) |
      (schedulerFlags * serviceFlag.scheduler1);
    return {
      id,
      scheduler,
      flags,
      timeout: isPersistent ? (timeout ?? 360) : 0,
      netmask: isPersistent ? (family === 'ipv4' ? mask : 1 + (mask % 128)) : hostNetmask(family),
      persistenceEngine,
    };
  });

/** A service with a server that ipvsadm can be asked for. */
const askableServer: fc.Arbitrary<{id: ServiceId; destination: DestinationConfiguration}> = fc
  .record({
    id: anyServiceId,
    own: anyDestination,
    forwarding: fc.constantFrom(masquerading, tunneling, directRouting),
    tunnel: anyTunnel,
    ipv4: anyIpv4,
    ipv6: anyIpv6,
  })
  .map(({id, own, forwarding, tunnel, ipv4, ipv6}) => {
    const address = forwarding === tunneling ? own.address : familyOfService(id) === 'ipv4' ? ipv4 : ipv6;
    const port = id.type === 'address' && forwarding !== masquerading ? id.port : own.port;
    return {
      id,
      destination: {
        ...own,
        address,
        port,
        forwarding,
        tunnel: forwarding === tunneling ? askableTunnel(tunnel) : plainTunnel,
      },
    };
  });

function askableTunnel({type, port, flags}: Tunnel): Tunnel {
  if (type === gue) return {type, port: port || 6080, flags: Math.min(flags, 2)};
  return type === gre ? {type, port: 0, flags: flags & 1} : plainTunnel;
}

test('what lvsctl saves of a service makes that service again', () => {
  fc.assert(
    fc.property(askableService, service =>
      assert.deepEqual(parse(serviceRule(service, numericDisplay, 'lvsctl'), 'lvsctl'), {type: 'add-service', service}),
    ),
    runs,
  );
});

test('what lvsctl saves of a server makes that server again, thresholds and all', () => {
  fc.assert(
    fc.property(askableServer, ({id, destination}) =>
      assert.deepEqual(parse(destinationRule(id, destination, numericDisplay, 'lvsctl'), 'lvsctl'), {
        type: 'add-server',
        id,
        destination,
      }),
    ),
    runs,
  );
});

test('what ipvsadm saves of a service makes it again, but for large marks and the third flag of sh and mh', () => {
  fc.assert(
    fc.property(askableService, service => {
      fc.pre(!(service.id.type === 'fwmark' && service.id.fwmark > 0x7fffffff));
      const isLost =
        (service.scheduler === 'sh' || service.scheduler === 'mh') && (service.flags & serviceFlag.scheduler3) !== 0;
      fc.pre(!isLost);
      assert.deepEqual(parse(serviceRule(service, numericDisplay, 'ipvsadm'), 'ipvsadm'), {
        type: 'add-service',
        service,
      });
    }),
    runs,
  );
});

test('what ipvsadm saves of a server makes it again without its thresholds', () => {
  fc.assert(
    fc.property(askableServer, ({id, destination}) => {
      fc.pre(!(id.type === 'fwmark' && id.fwmark > 0x7fffffff));
      const kept = {...destination, upperThreshold: 0, lowerThreshold: 0};
      assert.deepEqual(parse(destinationRule(id, destination, numericDisplay, 'ipvsadm'), 'ipvsadm'), {
        type: 'add-server',
        id,
        destination: kept,
      });
    }),
    runs,
  );
});

test('lvsctl reads what ipvsadm saved as ipvsadm does', () => {
  fc.assert(
    fc.property(askableService, service => {
      fc.pre(!(service.id.type === 'fwmark' && service.id.fwmark > 0x7fffffff));
      const rule = serviceRule(service, numericDisplay, 'ipvsadm');
      fc.pre(!rule.endsWith('-b \n'));
      assert.deepEqual(parse(rule, 'lvsctl'), parse(rule, 'ipvsadm'));
    }),
  );
});

test('every rule that ipvsadm ever saved is written again byte for byte', () => {
  const texts = recordings('cli').flatMap(row =>
    row.argv.includes('-Sn') || row.argv.join(' ') === 'ipvsadm -S -n' ? [row.stdout] : [],
  );
  const rules = new Set(
    texts
      .flatMap(text => text.split('\n'))
      .filter(rule => rule.startsWith('-') && !rule.includes('-f -') && !rule.endsWith('-b ')),
  );
  assert.ok(rules.size > 50, String(rules.size));
  for (const rule of rules) {
    const change = parse(rule, 'ipvsadm');
    if (change.type === 'add-service')
      assert.equal(serviceRule(change.service, numericDisplay, 'ipvsadm'), `${rule}\n`);
    else if (change.type === 'add-server')
      assert.equal(destinationRule(change.id, change.destination, numericDisplay, 'ipvsadm'), `${rule}\n`);
    else assert.fail(rule);
  }
});

test('a protocol without an option of its own is saved as ipvsadm saves it', () => {
  const id: ServiceId = {type: 'address', protocol: 47, address: {family: 'ipv4', value: 0x0a000001}, port: 80};
  const service = {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
  assert.equal(serviceRule(service, numericDisplay, 'ipvsadm'), '-A --xxx-service 10.0.0.1:80 -s rr\n');
});

function parse(rule: string, dialect: Dialect): Change {
  const command = parseCommandLine(ruleWords(rule.trimEnd()), 'ipvsadm', dialect, noNames);
  assert.equal(command.type, 'change', rule);
  return (command as {change: Change}).change;
}
