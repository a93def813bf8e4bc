import type {Check, CheckSchedule} from '../../../checks/check.js';
import type {Probe} from '../../../checks/probe/probe.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {longestWait, shortestInterval} from '../../pools/longest-wait.js';
import type {CheckDescription, RealServer, VirtualServer} from '../lvs/lvs-configuration.js';
import {limitsOf, targetOf} from './connecting.js';
import {httpProbes} from './http.js';
import type {Surroundings} from './pool.js';

/** The checks of a real server. One that cannot be carried out is a refusal: without it the server would be up, whatever it does. */
export function checksOf(real: RealServer, server: VirtualServer, around: Surroundings): readonly Check[] {
  return real.checks.flatMap(description => {
    if (description.connection?.port === 0 && description.kind.type !== 'ping') warnOfPort(real, description, around);
    const schedule = scheduleOf(description, around);
    return probesOf(description, real, server, around).map(probe => ({probe, schedule}));
  });
}

function warnOfPort(real: RealServer, {place}: CheckDescription, {findings}: Surroundings): void {
  findings.warn(place, `${formatEndpoint(real)} has no port to check`, {
    keepalived: 'connects to port 0: the check fails always',
    lvsctl: 'does the same',
    advice: 'write connect_port',
  });
}

/** NB: of a tracked file the first word counts, at once (check_file.c). */
function scheduleOf({kind, schedule}: CheckDescription, {tellsAllFailures}: Surroundings): CheckSchedule {
  if (kind.type === 'file') return atOnce;
  return {
    interval: Math.min(Math.max(schedule.interval, shortestInterval), longestWait),
    fall: schedule.retries + 1,
    rise: 1,
    retryDelay: Math.min(schedule.retryDelay, longestWait),
    warmup: Math.min(schedule.warmup, longestWait),
    startsDown: schedule.startsDown,
    tellsAllFailures: tellsAllFailures || schedule.logsAllFailures,
  };
}

/** Reading a file costs next to nothing: what it says counts within a second. */
const atOnce: CheckSchedule = {
  interval: 1000,
  fall: 1,
  rise: 1,
  retryDelay: 1000,
  warmup: 0,
  startsDown: false,
  tellsAllFailures: false,
};

function probesOf(
  description: CheckDescription,
  real: RealServer,
  server: VirtualServer,
  around: Surroundings,
): readonly Probe[] {
  const {kind, place, schedule} = description;
  const connecting = {target: targetOf(description, real), limits: limitsOf(description)};
  switch (kind.type) {
    case 'tcp':
      return [{type: 'tcp', ...connecting}];
    case 'ping':
      return [{type: 'ping', ...connecting, target: {...connecting.target, port: 0}, tries: 1}];
    case 'http':
      if (kind.isSecure && around.lvs.tls?.password && around.lvs.tls.key !== undefined)
        around.findings.refuse(place, 'the key of the SSL block has a password', {
          keepalived: 'opens it with the password',
          lvsctl: 'takes keys without one only',
          advice: 'store the key without, readable for root alone',
        });
      return httpProbes(kind, connecting, real, server, around);
    case 'smtp':
      return [{type: 'smtp', ...connecting, helo: kind.helo}];
    case 'dns':
      return [
        {type: 'dns', ...connecting, over: 'udp', recordType: kind.recordType, name: kind.name, pattern: undefined},
      ];
    case 'udp': {
      const {payload, requiresReply, reply, leastLength, mostLength} = kind;
      return [{type: 'udp', ...connecting, payload, requiresReply, reply, leastLength, mostLength}];
    }
    case 'command': {
      const command = around.commands.take(kind.command, place, false);
      if (!command) {
        refuseCommand(kind.command.words[0] ?? '', description, around);
        return [];
      }
      const timeout = kind.timeout || schedule.interval; // misc_check_thread() of check_misc.c
      return [
        {
          type: 'command',
          command: command.command,
          user: command.user,
          timeout: Math.min(Math.max(timeout, shortestInterval), longestWait),
          isDynamic: kind.isDynamic,
        },
      ];
    }
    case 'file': {
      const path = around.files.get(kind.file);
      if (path === undefined) return [];
      return [{type: 'file', path, weight: kind.weight.weight, isReversed: kind.weight.isReversed}];
    }
    case 'bfd':
      around.findings.refuse(place, `BFD_CHECK ${kind.name}`, {
        keepalived: 'follows the BFD session',
        lvsctl: 'has no BFD; without this check the server would be up, whatever it does',
        advice: 'check it with PING_CHECK or TCP_CHECK instead',
      });
      return [];
  }
}

function refuseCommand(program: string, {place}: CheckDescription, {findings}: Surroundings): void {
  if (!program.startsWith('<'))
    findings.refuse(place, `"${program}" cannot be run`, {
      keepalived: 'leaves the check out',
      lvsctl: 'does not start without it: the server would be up, whatever it does',
      advice: 'make it an executable that its user may run, or take the check out',
    });
}
