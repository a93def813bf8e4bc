import type {DestinationSummary} from '../../ipvs/destination.js';
import {protocols} from '../../ipvs/protocol.js';
import {hostNetmask, type ServiceConfiguration, type ServiceId, serviceFlag} from '../../ipvs/service.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';
import {parseHex, parseHexAddress} from '../../net/hex-address.js';
import type {Kernel} from '../kernel.js';
import {linesOf} from './lines.js';
import {readServiceLines, type ServiceLines} from './services.js';

const path = '/proc/net/ip_vs';

/** What everybody may read of the table, root or not. */
export interface PublicTable {
  /** IP_VS_VERSION_CODE: 0x010201 for 1.2.1. */
  readonly version: number;
  readonly connectionTableSize: number;
  readonly entries: readonly {
    /** Without persistence's timeout and netmask, scheduler flags and persistence engine. */
    readonly service: ServiceConfiguration;
    readonly destinations: readonly DestinationSummary[];
  }[];
}

/** /proc/net/ip_vs without netlink. Throws as open(2) does, and UnknownLine; also where the table changed meanwhile. */
export function readPublicTable(kernel: Kernel): PublicTable {
  const lines: ServiceLines[] = [];
  for (const _ of readServiceLines(kernel, lines)); // in one go
  const texts = [...linesOf(kernel.readProc(path))].flat();
  const [heading = '', , , ...rest] = texts;
  const match = /version (\d+)\.(\d+)\.(\d+) \(size=(\d+)\)/.exec(heading);
  const services = rest.filter(text => text !== '' && !text.startsWith('  -> '));
  if (!match || services.length !== lines.length) throw new UnknownLine(path, 1, heading);
  const [major = 0, minor = 0, patch = 0, connectionTableSize = 0] = match.slice(1).map(Number);
  return {
    version: (major << 16) | (minor << 8) | patch,
    connectionTableSize,
    entries: services.map((text, i) => ({
      service: parseService(text),
      destinations: (lines[i] as ServiceLines).destinations,
    })),
  };
}

/** `TCP  0A000001:0050 wlc persistent 36000 FFFFFFFF`, `FWM  00000001 mh`. NB: a mark's family is nowhere in this text. */
function parseService(text: string): ServiceConfiguration {
  const [kind = '', name = '', scheduler = '', ...words] = text.trim().split(/ +/);
  const id = kind === 'FWM' ? fwmarkOf(name) : addressOf(kind, name);
  if (!id) throw new UnknownLine(path, 1, text);
  const flags =
    serviceFlag.hashed |
    (words.includes('persistent') ? serviceFlag.persistent : 0) |
    (words.includes('ops') ? serviceFlag.onePacket : 0);
  const family = id.type === 'address' ? id.address.family : id.family;
  return {id, scheduler, flags, timeout: 0, netmask: hostNetmask(family), persistenceEngine: ''};
}

function fwmarkOf(name: string): ServiceId {
  return {type: 'fwmark', family: 'ipv4', fwmark: parseHex(name)};
}

function addressOf(kind: string, name: string): ServiceId | undefined {
  const protocol = protocols.find(({label}) => label === kind)?.number;
  const match = /^\[?([0-9A-Fa-f:]+?)\]?:([0-9A-Fa-f]{4})$/.exec(name);
  const address = match && parseHexAddress(match[1] as string);
  if (protocol === undefined || !match || !address) return undefined;
  return {type: 'address', protocol, address, port: parseHex(match[2] as string)};
}
