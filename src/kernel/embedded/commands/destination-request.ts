import {addressFromBytes} from '../../../net/address-bytes.js';
import type {Family} from '../../../net/address.js';
import {tunneling} from '../../../ipvs/forwarding.js';
import {command, destinationAttributes} from '../../ipvs/attributes.js';
import type {Director} from '../director.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {isViolation, parseLeniently, type Spans} from '../wire/policy.js';
import {Failure} from './outcome.js';
import type {Request, Surroundings} from './request.js';
import {read} from './service-request.js';

export type DestinationName = Pick<DestinationEntry, 'family' | 'address' | 'port'>;
export type DestinationSettings = Pick<
  DestinationEntry,
  'forwarding' | 'weight' | 'tunnel' | 'upperThreshold' | 'lowerThreshold'
>;

export interface DestinationRequest {
  readonly name: DestinationName;
  /** Undefined where only the name was asked for. */
  readonly settings: DestinationSettings | undefined;
}

const rows = destinationAttributes.rows;
/** IP_VS_CONN_F_FWD_MASK of <linux/ip_vs.h>. */
const forwardingMask = 7;

/** ip_vs_genl_parse_dest(), and what ip_vs_genl_set_cmd() checks of its result. */
export function parseDestination(
  director: Director,
  {hasIpv6}: Surroundings,
  service: ServiceEntry,
  number: number,
  {buffer, attributes}: Request,
): DestinationRequest | Failure {
  const span = attributes.destination;
  if (!span) return new Failure('EINVAL');
  const spans = parseLeniently(destinationAttributes, buffer, span.start, span.end);
  if (isViolation(spans) || !spans.address || !spans.port) return new Failure('EINVAL');
  const isWhole = number !== command.delDest;
  const settings = isWhole ? parseSettings(buffer, spans) : undefined;
  if (isWhole && !settings) return new Failure('EINVAL');
  const asked = spans.family ? read(rows.family.codec, buffer, spans.family) : 0;
  const family = asked === 0 ? service.family : familyOf(asked, hasIpv6); // before Linux 3.18 nobody could say
  if (!family) return new Failure('EAFNOSUPPORT');
  if (settings && family !== service.family) {
    // the synchronization protocol knows no mixed families, and only tunnels lead from one to the other
    if (director.master || director.backup || settings.forwarding !== tunneling) return new Failure('EINVAL');
  }
  const address = addressFromBytes(family, read(rows.address.codec, buffer, spans.address));
  return {name: {family, address, port: read(rows.port.codec, buffer, spans.port)}, settings};
}

function parseSettings(buffer: Buffer, spans: Spans<typeof destinationAttributes>): DestinationSettings | undefined {
  const {forwarding, weight, upperThreshold, lowerThreshold} = spans;
  if (!forwarding || !weight || !upperThreshold || !lowerThreshold) return undefined;
  const orZero = (name: 'tunnelType' | 'tunnelPort' | 'tunnelFlags') => {
    const span = spans[name];
    return span ? read(rows[name].codec, buffer, span) : 0;
  };
  return {
    forwarding: read(rows.forwarding.codec, buffer, forwarding) & forwardingMask,
    weight: read(rows.weight.codec, buffer, weight) | 0,
    tunnel: {type: orZero('tunnelType'), port: orZero('tunnelPort'), flags: orZero('tunnelFlags')},
    upperThreshold: read(rows.upperThreshold.codec, buffer, upperThreshold),
    lowerThreshold: read(rows.lowerThreshold.codec, buffer, lowerThreshold),
  };
}

function familyOf(number: number, hasIpv6: boolean): Family | undefined {
  if (number === 2) return 'ipv4';
  return number === 10 && hasIpv6 ? 'ipv6' : undefined;
}
