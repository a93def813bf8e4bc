import type {Check, CheckSchedule} from '../../../checks/check.js';
import type {Probe} from '../../../checks/probe/probe.js';
import {formatAddress, isSameAddress} from '../../../net/address.js';
import {parseEndpoint} from '../../../net/endpoint.js';
import type {Lose} from '../loss.js';
import type {Pool, PoolServer} from '../pool-configuration.js';
import {negotiatedBy} from './negotiated.js';

/** What is asked of a server. */
export interface Asked {
  readonly lines: readonly string[];
  readonly schedule: CheckSchedule | undefined;
  /** Of http checks. */
  readonly http?: {readonly request: string; readonly receive: string};
}

/** What cannot be asked is at least connected to, so that no server is up unproven. */
export function askedBy(server: PoolServer, pool: Pool, lose: Lose): Asked {
  const [first, second, ...more] = server.checks;
  if (!first) return {lines: ['checktype=on'], schedule: undefined};
  const isTcp = (check: Check | undefined) => check?.probe.type === 'tcp';
  const rest = [second, ...more].filter(check => check !== undefined);
  const combined = isTcp(second) && more.length === 0 ? connectsBetween(first, second as Check) : undefined;
  if (combined === undefined && rest.length > 0)
    lose(server.place, `${server.name} of ${pool.name}: ldirectord makes one check only, the first is taken`);
  const {probe, schedule} = first;
  checkTarget(probe, server, lose);
  const limit = 'limits' in probe ? probe.limits.connect : 'timeout' in probe ? probe.timeout : 5000;
  const plain = (...lines: readonly string[]): Asked => ({lines: [...lines, timeout('checktimeout', limit)], schedule});
  if (probe.type === 'ping')
    return plain('checktype=ping', ...(probe.tries === 1 ? [] : [`checkcount=${probe.tries}`]));
  if (probe.type === 'tcp') return plain('checktype=connect');
  if (probe.type === 'command' && isAsLdirectord(probe.command, server, pool))
    return plain('checktype=external', `checkcommand=${probe.command[0]}`);
  const found = negotiatedBy(probe, server, pool, lose);
  if (!found) {
    lose(
      server.place,
      `${server.name} of ${pool.name}: a check ${probe.type} is nothing for ldirectord: it is connected to instead`,
    );
    return plain('checktype=connect');
  }
  const connects = combined === undefined ? undefined : (second as Check);
  const quick = connects && 'limits' in connects.probe ? connects.probe.limits.connect : limit;
  return {
    lines: [
      `checktype=${combined ?? 'negotiate'}`,
      ...found.lines,
      timeout('checktimeout', quick),
      timeout('negotiatetimeout', limit),
    ],
    schedule: connects?.schedule ?? schedule,
    ...(found.http ? {http: found.http} : {}),
  };
}

/** Of a check between whose tries it is only connected so many times. */
function connectsBetween({schedule}: Check, {schedule: other}: Check): number | undefined {
  const connects = schedule.interval / other.interval - 1;
  return Number.isInteger(connects) && connects >= 1 ? connects : undefined;
}

function timeout(directive: string, limit: number): string {
  return `${directive}=${Math.max(1, Math.ceil(limit / 1000))}`;
}

function checkTarget(probe: Probe, {host, place}: PoolServer, lose: Lose): void {
  if (!('target' in probe)) return;
  const {target} = probe;
  if (!isSameAddress(target.address, host)) lose(place, `${formatAddress(target.address)} is not asked: ldirectord asks the server itself`);
  if (target.bindAddress || target.bindPort !== undefined || target.bindInterface !== undefined || target.mark !== undefined)
    lose(place, 'checks come from any address and link: ldirectord binds to none');
} // biome-ignore format: short

/** check_external() gives it these words, and no others. */
function isAsLdirectord([, host, port, server, real, ...more]: readonly string[], one: PoolServer, {services}: Pool): boolean {
  const id = services[0]?.id;
  const text = (address: PoolServer['host']) => address.family === 'ipv6' ? `[${formatAddress(address)}]` : formatAddress(address);
  const isService = id?.type === 'fwmark' ? host === String(id.fwmark) && port === '' : id !== undefined && host === text(id.address) && port === String(id.port);
  return isService && server === text(one.host) && (real === '0' || real === String(parseEndpoint(one.name)?.port)) && more.length === 0;
} // biome-ignore format: short
