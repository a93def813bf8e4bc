import type {Check} from '../../../checks/check.js';
import type {Probe} from '../../../checks/probe/probe.js';
import {formatAddress, isSameAddress} from '../../../net/address.js';
import {parseEndpoint} from '../../../net/endpoint.js';
import {longestWait} from '../longest-wait.js';
import type {Lose} from '../loss.js';
import type {PoolServer} from '../pool-configuration.js';
import {type BlockLine, block} from './block-lines.js';
import {httpChecker} from './http-checker.js';
import {quoteCommand, quoteWord} from './quote.js';
import {formatSeconds} from './seconds.js';
import type {TrackFiles} from './track-files.js';

type Lines = readonly (BlockLine | undefined)[];
type Connecting = Extract<Probe, {target: unknown}>;

/** A checker; what keepalived cannot ask is at least connected to, so that no server is up unproven. */
export function checker(check: Check, server: PoolServer, files: TrackFiles, lose: Lose): readonly BlockLine[] {
  const {probe, schedule} = check;
  if (schedule.rise !== 1)
    lose(server.place, `rise ${schedule.rise}: with keepalived one good try makes a server up again`);
  if (probe.type === 'file') {
    const weight = `weight ${probe.weight}${probe.isReversed ? ' reverse' : ''}`;
    return [block('FILE_CHECK', [`track_file ${files.nameOf(probe.path)}`, weight])];
  }
  const rest = scheduleLines(check);
  if (probe.type === 'command') {
    const words = quoteCommand({words: probe.command, user: undefined});
    const seconds = probe.timeout === schedule.interval ? 0 : Math.ceil(probe.timeout / 1000);
    if (words === undefined) lose(server.place, `the command ${probe.command[0]} cannot be written: it is not run`);
    if (seconds > 0 && seconds * 1000 !== probe.timeout)
      lose(server.place, `a timeout of ${probe.timeout} ms is ${seconds} s: MISC_CHECK has whole seconds`);
    if (words === undefined) return [];
    return [
      block('MISC_CHECK', [
        `misc_path ${words}`,
        seconds === 0 ? undefined : `misc_timeout ${seconds}`,
        probe.isDynamic ? 'misc_dynamic' : undefined,
        probe.user === undefined ? undefined : `user ${probe.user}`,
        ...rest,
      ]),
    ];
  }
  const {limits} = probe;
  if (limits.silence !== limits.connect) lose(server.place, 'keepalived has one limit for connecting and for silence');
  if (limits.whole !== Math.min(Math.max(4 * limits.connect, schedule.interval), longestWait))
    lose(server.place, 'keepalived has no limit for the whole of a check: slow answers are waited for');
  const lines = [...connectionLines(probe, server), ...rest];
  const [keyword, own] = ownLines(probe, server, lose);
  return [block(keyword, [...own, ...lines])];
}

function ownLines(probe: Connecting, server: PoolServer, lose: Lose): readonly [string, Lines] {
  const instead = (keyword: string, what: string): readonly [string, Lines] => {
    lose(server.place, `${what} cannot be asked by keepalived: it is ${keyword} instead, which proves less`);
    return [keyword, []];
  };
  switch (probe.type) {
    case 'tcp':
      return ['TCP_CHECK', []];
    case 'ping':
      if (probe.tries !== 1) lose(server.place, `${probe.tries} echo requests a try: keepalived sends one`);
      return ['PING_CHECK', []];
    case 'http':
      return httpChecker(probe, server, lose) ?? instead('TCP_CHECK', 'what this HTTP check wants');
    case 'smtp': {
      const helo = quoteWord(probe.helo);
      if (helo === undefined || probe.helo === '') return ['SMTP_CHECK', []];
      return ['SMTP_CHECK', [`helo_name ${helo}`]];
    }
    case 'dns': {
      const name = quoteWord(probe.name);
      if (name === undefined || !recordTypes.has(probe.recordType) || hasEmptyLabel(probe.name))
        return instead('UDP_CHECK', `${probe.recordType} of ${probe.name}`);
      if (probe.pattern)
        lose(server.place, 'what a DNS answer says is not looked at by keepalived: any answer will do');
      if (probe.over === 'tcp') lose(server.place, 'keepalived asks DNS over UDP only');
      return ['DNS_CHECK', [`type ${probe.recordType}`, `name ${name}`]];
    }
    case 'udp':
      return ['UDP_CHECK', udpLines(probe)];
    case 'radius':
      return instead('PING_CHECK', 'radius');
    case 'dialog':
      return instead(probe.over === 'udp' ? 'PING_CHECK' : 'TCP_CHECK', probe.service);
    case 'ldap':
    case 'sql':
    case 'ftp':
    case 'agent':
      return instead('TCP_CHECK', probe.type === 'sql' ? probe.dialect : probe.type);
  }
}

/** DNS_TYPE of check_dns.c */
const recordTypes = new Set(['A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY']);

function hasEmptyLabel(name: string): boolean {
  return name === '' || name.includes('..') || (name.startsWith('.') && name !== '.');
}

function udpLines({payload, requiresReply, reply, leastLength, mostLength}: Extract<Probe, {type: 'udp'}>): Lines {
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  const masked = ({value, mask}: {value: number; mask: number}) =>
    [...hex(value)].map((digit, i) => (hex(mask)[i] === '0' ? 'x' : digit)).join('');
  const wanted = reply.map(masked).join('');
  return [
    payload.length > 0 ? `payload ${payload.map(hex).join('')}` : undefined,
    requiresReply ? `require_reply${wanted === '' ? '' : ` ${wanted}`}` : undefined,
    leastLength === 0 ? undefined : `min_reply_length ${leastLength}`,
    mostLength === 255 ? undefined : `max_reply_length ${mostLength}`,
  ];
}

function connectionLines({type, target, limits}: Connecting, {name, host}: PoolServer): Lines {
  const {bindAddress, bindPort, bindInterface, mark} = target;
  const own = parseEndpoint(name)?.port ?? 0;
  return [
    isSameAddress(target.address, host) ? undefined : `connect_ip ${formatAddress(target.address)}`,
    type === 'ping' || target.port === own || target.port === 0 ? undefined : `connect_port ${target.port}`,
    bindAddress ? `bindto ${formatAddress(bindAddress)}` : undefined,
    bindPort === undefined ? undefined : `bind_port ${bindPort}`,
    bindInterface === undefined ? undefined : `bind_if ${bindInterface}`,
    mark === undefined ? undefined : `fwmark ${mark}`,
    `connect_timeout ${formatSeconds(limits.connect)}`,
  ];
}

function scheduleLines({schedule}: Check): Lines {
  const {interval, fall, retryDelay, warmup, startsDown, tellsAllFailures} = schedule;
  return [
    `delay_loop ${formatSeconds(interval)}`,
    `retry ${fall - 1}`,
    `delay_before_retry ${formatSeconds(retryDelay)}`,
    `warmup ${formatSeconds(warmup)}`,
    startsDown ? 'alpha' : undefined,
    tellsAllFailures ? 'log_all_failures' : undefined,
  ];
}
