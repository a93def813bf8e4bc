import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {
  commandAttributes,
  configurationAttributes,
  informationAttributes,
  modernAttributes,
} from '../../../src/kernel/ipvs/attributes.js';
import {
  decodeDaemon,
  decodeDestination,
  decodeDestinationConfiguration,
  decodeService,
  decodeServiceConfiguration,
} from '../../../src/kernel/ipvs/bridge.js';
import {familyAnswer} from '../../../src/kernel/netlink/generic.js';
import {exchanges, recordedAnswers} from '../netlink/recorded-exchanges.js';

const answers = recordedAnswers();

test('there are answers of every kind', () => {
  assert.deepEqual(new Set(answers.map(({command}) => command)), new Set([1, 5, 9, 12, 14]));
});

describe('every recorded answer is understood', () => {
  for (const [i, {name, command, attributes}] of answers.entries()) {
    test(`${i}: ${name}`, () => {
      const whole = [attributes, 0, attributes.length] as const;
      if (command === 14) {
        assert.deepEqual(informationAttributes.read(...whole), {version: 0x010201, connectionTableSize: 4096});
        return;
      }
      const {service, destination, daemon, ...timeouts} = commandAttributes.read(...whole);
      if (command === 12)
        assert.ok(
          Object.values(timeouts).length === 3 && Object.values(timeouts).every(value => (value as number) > 0),
        );
      else if (command === 9) {
        const decoded = decodeDaemon(daemon!);
        assert.equal(decoded.interface, 'lo');
        assert.ok(decoded.maximumLength > 0 && decoded.port > 0 && decoded.ttl > 0 && decoded.group !== undefined);
      } else if (command === 1) {
        const decoded = decodeService(service!);
        assert.ok(['rr', 'wrr', 'wlc', 'none'].includes(decoded.scheduler), decoded.scheduler);
        assert.ok((decoded.flags & 2) !== 0, 'the kernel sets the bit of hashed services');
        assert.ok(decoded.id.type === 'fwmark' ? decoded.id.fwmark > 0 : decoded.id.port <= 65535);
        const {statistics: _, ...configuration} = decoded;
        assert.deepEqual(decodeServiceConfiguration(configurationAttributes.read(...whole).service!), configuration);
        assert.deepEqual(decodeService({...modernAttributes.read(...whole).service!}), decoded);
        assert.deepEqual(service!.stats64 !== undefined, true);
      } else {
        const decoded = decodeDestination(destination!, 'ipv4');
        assert.ok(decoded.weight >= 0 && decoded.forwarding <= 7 && decoded.activeConnections === 0);
        const {
          statistics: _,
          activeConnections: _1,
          inactiveConnections: _2,
          persistentConnections: _3,
          ...configuration
        } = decoded;
        assert.deepEqual(
          decodeDestinationConfiguration(configurationAttributes.read(...whole).destination!, 'ipv4'),
          configuration,
        );
      }
    });
  }
});

test('the recorded destinations are those that were asked for', () => {
  const dump = answers
    .filter(({name}) => name === 'GET_DEST dump')
    .map(({attributes}) =>
      decodeDestination(commandAttributes.read(attributes, 0, attributes.length).destination!, 'ipv4'),
    );
  assert.ok(dump.length >= 12);
  assert.equal(new Set(dump.map(formatEndpoint)).size, dump.length);
  assert.ok(
    dump.some(({address}) => address.family === 'ipv6'),
    'an IPv6 server of an IPv4 service',
  );
  assert.ok(
    dump.some(({tunnel}) => tunnel.type === 9),
    'a tunnel type that nobody knows',
  );
  assert.ok(dump.some(({tunnel}) => tunnel.flags === 3));
  assert.ok(dump.some(({weight}) => weight === 0x7fffffff));
  assert.ok(dump.some(({upperThreshold}) => upperThreshold > 0x7fffffff));
  assert.deepEqual(new Set(dump.map(({forwarding}) => forwarding)), new Set([0, 1, 2, 4, 5, 7]));
});

test('the recorded family is IPVS', () => {
  const recorded = Object.entries(exchanges[0]?.reply as Record<string, string>);
  const attributes = Buffer.concat(
    recorded.map(([type, hex]) => {
      const payload = Buffer.from(hex, 'hex');
      const attribute = Buffer.alloc(4 + ((payload.length + 3) & ~3));
      attribute.writeUInt16LE(4 + payload.length, 0);
      attribute.writeUInt16LE(Number(type), 2);
      attribute.set(payload, 4);
      return attribute;
    }),
  );
  const {name, id, version, headerSize, maximumAttribute} = familyAnswer.read(attributes, 0, attributes.length);
  assert.deepEqual(
    {name, version, headerSize, maximumAttribute},
    {name: 'IPVS', version: 1, headerSize: 0, maximumAttribute: 6},
  );
  assert.ok(id >= 0x10);
});
