import {checkChecks} from './check-checks.js';
import type {WrittenGlobals} from './global-reader.js';
import type {Fallback, Real, Virtual} from './ldirectord-config.js';
import {placeIn} from './lines.js';
import type {ProblemCode, Report} from './problem.js';
import type {virtualDirectives} from './virtual-directives.js';
import type {WrittenService} from './virtual-reader.js';

/** Says something of a directive of the virtual service; of the service itself where the directive is not written. */
export type SayOf = (
  code: ProblemCode,
  name: keyof typeof virtualDirectives | 'virtual',
  message: string,
  effect?: string,
) => void;

/** 31 days, the longest that ipvsadm takes. */
const longestPersistence = 2_678_400;
const largestInt = 2_147_483_647;

/** Says of a virtual service what ldirectord starts with, and what yet does not do what its words say. */
export function checkVirtual(written: WrittenService, virtual: Virtual, globals: WrittenGlobals, report: Report): void {
  const say: SayOf = (code, name, message, effect) => {
    const line = name === 'virtual' ? undefined : written.lineOf(name);
    const place = line ? placeIn(written.place.file, line) : written.place;
    report(code, place, message, effect === undefined ? {} : {effect});
  };
  checkUnused(written, globals, say);
  checkService(virtual, say);
  checkFallback(written, virtual, globals, say, report);
  for (const real of firstOfRanges(virtual.reals)) checkReal(real, virtual, report);
  checkChecks(written, virtual, say);
}

function checkUnused({settings, protocol, netmask}: WrittenService, globals: WrittenGlobals, say: SayOf): void {
  if (settings.checkinterval !== undefined && !globals.settings.fork)
    say(
      'no-effect',
      'checkinterval',
      'checkinterval of a virtual service needs fork=yes',
      'ldirectord uses the global one',
    );
  if (netmask !== undefined && settings.persistent === undefined)
    say('no-effect', 'netmask', 'netmask needs persistent');
  if (settings.ops && protocol !== 'udp') say('no-effect', 'ops', 'one-packet scheduling is for udp only');
  if (settings.load !== undefined) say('no-effect', 'load', 'load is used nowhere');
}

function checkService({id, subject, persistence, netmask, family}: Virtual, say: SayOf): void {
  const refused = (name: 'virtual' | 'persistent' | 'netmask', message: string) =>
    say('refused-by-ipvsadm', name, message);
  if (subject.type === 'fwmark' && (subject.fwmark === 0 || subject.fwmark > 0xffffffff))
    refused('virtual', 'a firewall mark is 1 to 4294967295');
  if (subject.type === 'address' && subject.port === 0 && persistence === undefined)
    refused('virtual', `${id} has port 0, which needs persistent`);
  if (persistence !== undefined && (persistence === 0 || persistence > longestPersistence))
    refused('persistent', `persistent is 1 to ${longestPersistence} seconds`);
  if (family === 'ipv4' && netmask?.split('.').some(octet => Number(octet) > 255))
    refused('netmask', `${netmask} is no mask`);
}

function checkFallback(
  {fallback: own}: WrittenService,
  {id, family, protocol, fallback, subject}: Virtual,
  {fallbacks}: WrittenGlobals,
  say: SayOf,
  report: Report,
): void {
  if (protocol === 'fwm' && !own && fallbacks[family])
    say(
      'no-fallback',
      'virtual',
      `${id} does not get the global fallback, which is for tcp and udp: give it one of its own`,
    );
  if (!fallback || subject.type === 'fwmark' || !losesPort(fallback, subject.port)) return;
  report(
    'port-ignored',
    fallback.place,
    `fallback of ${id}: ${fallback.forwarding} cannot change port ${subject.port} to ${fallback.port}: use masq`,
  );
}

function checkReal(real: Real, {id, subject}: Virtual, report: Report): void {
  const {place, weight, lowerThreshold, upperThreshold, forwarding, port} = real;
  if (weight > largestInt) report('refused-by-ipvsadm', place, `weight ${weight} is too large`);
  if (Math.max(lowerThreshold, upperThreshold) > largestInt)
    report('refused-by-ipvsadm', place, 'a threshold is too large');
  if (subject.type === 'address' && losesPort(real, subject.port))
    report('port-ignored', place, `${forwarding} cannot change port ${subject.port} of ${id} to ${port}: use masq`);
}

/** Only masquerading changes ports. */
function losesPort({forwarding, port}: Real | Fallback, of: Fallback['port']): boolean {
  return forwarding !== 'masq' && typeof port === 'number' && typeof of === 'number' && port !== 0 && port !== of;
}

/** What is wrong with one server of a range is wrong with all. */
function firstOfRanges(reals: readonly Real[]): Real[] {
  return reals.filter(({place}, i) => place !== reals[i - 1]?.place);
}
