import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {
  bypass,
  forwardingMethods,
  plainTunnel,
  type Tunnel,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypes,
} from '../../ipvs/forwarding.js';
import {parseAddress} from '../../net/address.js';
import type {Fields} from './fields.js';

/** What `lvsctl list` tells besides the configuration. */
const live: ReadonlySet<string> = new Set([
  'name',
  'owner',
  'ownersWeight',
  'activeConnections',
  'inactiveConnections',
  'persistentConnections',
  'counters',
  'rates',
]);
const mostWeight = 0x7fffffff;
const mostThreshold = 0xffffffff;
const checksums: Readonly<Record<string, number>> = {none: 0, full: tunnelChecksum, remote: tunnelRemoteChecksum};

/** A real server of our documents; undefined after reporting what is wrong. */
export function readDestinationFields(fields: Fields): DestinationConfiguration | undefined {
  const text = fields.text('address');
  const address = text === undefined ? undefined : parseAddress(text);
  if (text !== undefined && !address) fields.problem('address', `${JSON.stringify(text)} is no address`);
  const port = fields.integer('port', 65535);
  const forwarding = readForwarding(fields);
  const weight = fields.integer('weight', mostWeight);
  const upperThreshold = fields.integer('upperThreshold', mostThreshold, 0);
  const lowerThreshold = fields.integer('lowerThreshold', mostThreshold, 0);
  const tunnel = readTunnel(fields, forwarding);
  fields.end(live);
  if (!address || port === undefined || forwarding === undefined || weight === undefined) return undefined;
  if (upperThreshold === undefined || lowerThreshold === undefined || !tunnel) return undefined;
  return {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel};
}

function readForwarding(fields: Fields): number | undefined {
  const name = fields.text('forwarding');
  if (name === undefined) return undefined;
  const known = name === 'bypass' ? bypass : forwardingMethods.find(method => method.name === name)?.number;
  const other = /^method-([5-7])$/.exec(name); // IP_VS_CONN_F_FWD_MASK has room for them
  const names = forwardingMethods.map(method => method.name).join(', ');
  return (
    known ??
    (other
      ? Number(other[1])
      : fields.problem('forwarding', `forwarding is ${JSON.stringify(name)}: one of ${names} is expected`))
  );
}

function readTunnel(fields: Fields, forwarding: number | undefined): Tunnel | undefined {
  const exact = fields.object('exact');
  if (exact)
    return {
      type: exact.integer('tunnelType', 255, 0) ?? 0,
      port: exact.integer('tunnelPort', 65535, 0) ?? 0,
      flags: exact.integer('tunnelFlags', 0xffff, 0) ?? 0,
    };
  const tunnel = fields.object('tunnel');
  if (!tunnel) return plainTunnel;
  if (forwarding !== undefined && forwarding !== tunneling)
    return fields.problem('tunnel', 'tunnel is given, and forwarding is not tunnel');
  const name = tunnel.text('type', 'ipip') ?? 'ipip';
  const type = tunnelTypes.find(row => row.name === name)?.number ?? numberedType(name);
  if (type === undefined)
    return tunnel.problem('type', `type is ${JSON.stringify(name)}: ipip, gue or gre is expected`);
  const checksum = tunnel.text('checksum', 'none') ?? 'none';
  const flags = checksums[checksum];
  if (flags === undefined)
    return tunnel.problem('checksum', `checksum is ${JSON.stringify(checksum)}: none, full or remote is expected`);
  const port = tunnel.integer('port', 65535, 0);
  return port === undefined ? undefined : {type, port, flags};
}

/** As `lvsctl list` names the types of newer kernels. */
function numberedType(name: string): number | undefined {
  const match = /^type-(\d{1,3})$/.exec(name);
  return match ? Number(match[1]) : undefined;
}
