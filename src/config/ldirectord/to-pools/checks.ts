import type {Check, CheckSchedule} from '../../../checks/check.js';
import type {Probe} from '../../../checks/probe/probe.js';
import type {Address} from '../../../net/address.js';

import {longestWait} from '../../pools/longest-wait.js';
import type {Check as Described, Real, Virtual} from '../ldirectord-config.js';
import {formatHost} from '../names.js';
import {connectingOf} from './connecting.js';
import {negotiation} from './negotiation.js';
import type {Surroundings} from './pool.js';

/**
 * What ldirectord would do to find out whether a real server works; `off`: nothing, and it is in no table.
 * A check that cannot be carried out is a refusal: without it the server would be up, whatever it does.
 */
export function checksOf(
  virtual: Virtual,
  real: Real,
  address: Address,
  around: Surroundings,
): readonly Check[] | 'off' {
  const {check, protocol} = virtual;
  const schedule = scheduleOf(check);
  const once = (probe: Probe | undefined): readonly Check[] => (probe ? [{probe, schedule}] : []);
  const connecting = connectingOf(check.timeout * 1000, real, address);
  switch (check.type) {
    case 'on':
      return [];
    case 'off':
      return 'off';
    case 'ping':
      return once(ping(check, address));
    case 'connect':
      if (protocol === 'udp') return once(ping(check, address)); // _check_real() of ldirectord
      return once({type: 'tcp', ...connecting});
    case 'external':
      return once(external(virtual, real, address));
    case 'external-perl':
      around.refuse(
        virtual.place,
        `checktype external-perl: ${check.command} is Perl for the inside of ldirectord`,
        'make it a program of its own, with checktype=external',
      );
      return [];
    case 'negotiate':
      return once(negotiation(virtual, real, address, around));
    case 'combined': {
      const found = negotiation(virtual, real, address, around);
      const rarely = Math.min(schedule.interval * (check.connects + 1), longestWait);
      const asked: readonly Check[] = found ? [{probe: found, schedule: {...schedule, interval: rarely}}] : [];
      return [...asked, ...(check.connects > 0 ? once({type: 'tcp', ...connecting}) : [])];
    }
  }
}

/** NB: those that are in no table yet are down until they are found well: ld_start() of ldirectord. */
function scheduleOf({interval, failures}: Described): CheckSchedule {
  const every = Math.min(Math.max(1, interval) * 1000, longestWait);
  return {
    interval: every,
    fall: Math.max(1, failures),
    rise: 1,
    retryDelay: every,
    warmup: Math.min(every, 1000),
    startsDown: true,
    tellsAllFailures: true,
  };
}

function ping({timeout, pings}: Described, address: Address): Probe {
  const limit = Math.min(Math.max(1, timeout) * 1000, longestWait);
  const tries = Math.max(1, pings);
  return {
    type: 'ping',
    target: {address, port: 0},
    limits: {connect: limit, silence: limit, whole: Math.min(limit * tries, longestWait)},
    tries,
  };
}

/** check_external() of ldirectord: the command is one word, and no shell sees it. */
function external({check, subject}: Virtual, {port}: Real, address: Address): Probe {
  const host = subject.type === 'fwmark' ? String(subject.fwmark) : formatHost(subject.host);
  const servicePort = subject.type === 'fwmark' ? '' : String(subject.port);
  return {
    type: 'command',
    command: [check.command, host, servicePort, formatHost({type: 'address', address}), String(port)],
    user: 'root',
    timeout: Math.min(Math.max(1, check.timeout) * 1000, longestWait),
    isDynamic: false,
  };
}
