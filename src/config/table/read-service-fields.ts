import {escapeControls} from '../../ipvs/outside-text.js';
import {protocols} from '../../ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  type ServiceConfiguration,
  type ServiceId,
  serviceFlag,
  serviceKey,
} from '../../ipvs/service.js';
import {formatServiceId, parseServicePattern} from '../../ipvs/service-text.js';
import {type Family, parseAddress, parseIpv4} from '../../net/address.js';
import type {Fields} from './fields.js';

/** What `lvsctl list` tells besides the configuration. */
const live: ReadonlySet<string> = new Set(['name', 'counters', 'rates', 'realServers']);
const longestScheduler = 15;
const longestEngine = 15;
const mostUnsigned = 0xffffffff;

/** A service of our documents; undefined after reporting what is wrong. */
export function readServiceFields(fields: Fields): ServiceConfiguration | undefined {
  const id = readId(fields);
  const scheduler = readName(fields, 'scheduler', longestScheduler);
  const onePacket = fields.truth('onePacket', false);
  const schedulerFlags = readSchedulerFlags(fields);
  const persistence = readPersistence(fields, id ? familyOfService(id) : 'ipv4');
  const exact = fields.object('exact');
  fields.end(live);
  if (!id || scheduler === undefined || onePacket === undefined || !persistence) return undefined;
  const service = {
    id,
    scheduler,
    flags: schedulerFlags | persistence.flags | (onePacket ? serviceFlag.onePacket : 0),
    timeout: persistence.timeout,
    netmask: persistence.netmask,
    persistenceEngine: persistence.engine,
  };
  return exact ? withExact(service, exact) : service;
}

/** What the other fields cannot say: of services that others made. */
function withExact(service: ServiceConfiguration, exact: Fields): ServiceConfiguration {
  return {
    ...service,
    flags: exact.integer('flags', mostUnsigned, service.flags) ?? 0,
    timeout: exact.integer('timeout', mostUnsigned, service.timeout) ?? 0,
    netmask: exact.integer('netmask', mostUnsigned, service.netmask) ?? 0,
    persistenceEngine: exact.text('persistenceEngine', service.persistenceEngine) ?? '',
  };
}

/** By its fields, by its name, or by both where they agree. */
function readId(fields: Fields): ServiceId | undefined {
  const name = fields.has('service') ? fields.text('service') : undefined;
  const byName = name === undefined ? undefined : idOfName(name);
  const hasFields = fields.has('fwmark') || fields.has('address');
  if (!hasFields) {
    if (byName) return byName;
    return fields.problem(
      'service',
      'a service is named by service ("tcp/10.0.0.1:80", "fwmark/1"), or by protocol, address and port, or by fwmark and family',
    );
  }
  const id = fields.has('fwmark') ? readMark(fields) : readAddressId(fields);
  if (id && name !== undefined && formatServiceId(id) !== name && !(byName && serviceKey(byName) === serviceKey(id)))
    return fields.problem(
      'service',
      `service says ${escapeControls(name)}, and the other fields ${formatServiceId(id)}`,
    );
  return id;
}

function idOfName(name: string): ServiceId | undefined {
  const pattern = parseServicePattern(name);
  if (pattern?.type === 'fwmark') return pattern;
  if (pattern?.protocol === undefined || pattern.port === undefined) return undefined;
  return {...pattern, protocol: pattern.protocol, port: pattern.port};
}

function readMark(fields: Fields): ServiceId | undefined {
  const fwmark = fields.integer('fwmark', mostUnsigned);
  const family = fields.text('family', 'ipv4');
  if (fwmark === 0) return fields.problem('fwmark', 'fwmark is 0: a firewall mark is 1 or more');
  if (family !== 'ipv4' && family !== 'ipv6') return fields.problem('family', 'family is neither ipv4 nor ipv6');
  return fwmark === undefined ? undefined : {type: 'fwmark', family, fwmark};
}

function readAddressId(fields: Fields): ServiceId | undefined {
  const name = fields.text('protocol');
  const text = fields.text('address');
  const port = fields.integer('port', 65535);
  const family = fields.has('family') ? fields.text('family') : undefined;
  const known = protocols.find(row => row.name === name)?.number;
  const protocol = known ?? (name !== undefined && /^\d{1,3}$/.test(name) ? Number(name) : undefined);
  const address = text === undefined ? undefined : parseAddress(text);
  if (name !== undefined && (protocol === undefined || protocol > 0xffff))
    return fields.problem('protocol', `protocol is ${JSON.stringify(name)}: tcp, udp or sctp is expected`);
  if (text !== undefined && !address) return fields.problem('address', `${JSON.stringify(text)} is no address`);
  if (address && family !== undefined && family !== address.family)
    return fields.problem('family', `family is ${JSON.stringify(family)}, and the address is of ${address.family}`);
  if (protocol === undefined || !address || port === undefined) return undefined;
  return {type: 'address', protocol, address, port};
}

function readName(fields: Fields, field: string, most: number): string | undefined {
  const name = fields.text(field);
  if (name === undefined) return undefined;
  if (name !== '' && name.length <= most && /^[\x21-\x7e]+$/.test(name)) return name;
  return fields.problem(field, `${field} is ${JSON.stringify(name)}: a name of at most ${most} characters is expected`);
}

function readSchedulerFlags(fields: Fields): number {
  let flags = 0;
  for (const {value} of fields.list('schedulerFlags')) {
    if (value === 1 || value === 2 || value === 3) flags |= serviceFlag[`scheduler${value}`];
    else fields.problem('schedulerFlags', 'schedulerFlags has something else than 1, 2 and 3');
  }
  return flags;
}

interface Persistence {
  readonly flags: number;
  readonly timeout: number;
  readonly netmask: number;
  readonly engine: string;
}

function readPersistence(fields: Fields, family: Family): Persistence | undefined {
  const persistence = fields.object('persistence');
  if (!persistence) return {flags: 0, timeout: 0, netmask: hostNetmask(family), engine: ''};
  const timeout = persistence.integer('timeoutSeconds', mostUnsigned);
  const engine = persistence.has('engine') ? readName(persistence, 'engine', longestEngine) : '';
  const netmask = readNetmask(persistence, family);
  persistence.end(new Set(['engine']));
  if (timeout === undefined || netmask === undefined || engine === undefined) return undefined;
  return {flags: serviceFlag.persistent, timeout, netmask, engine};
}

function readNetmask(fields: Fields, family: Family): number | undefined {
  if (!fields.has('netmask')) return hostNetmask(family);
  if (family === 'ipv6') {
    const length = fields.integer('netmask', 128);
    return length === 0 ? fields.problem('netmask', 'netmask is 0: a prefix length is 1 to 128') : length;
  }
  const text = fields.text('netmask');
  if (text === undefined) return undefined;
  return (
    parseIpv4(text)?.value ??
    fields.problem('netmask', `netmask is ${JSON.stringify(text)}: a mask such as 255.255.255.0 is expected`)
  );
}
