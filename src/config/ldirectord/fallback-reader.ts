import type {Family} from '../../net/address.js';
import type {Place} from '../keepalived/problem.js';
import type {Context} from './context.js';
import type {Forwarding} from './ldirectord-config.js';
import {placeIn} from './lines.js';
import type {Host, Port, Protocol} from './names.js';
import type {Entry, ReportAt} from './setting-reader.js';
import {spanOf} from './value-kind.js';

/** A fallback as parse_fallback() of ldirectord takes it apart, names not looked up yet. */
export interface WrittenFallback {
  readonly entry: Entry;
  readonly server: string;
  readonly port?: string;
  readonly forwarding: Forwarding;
  /** Where server and port begin in the value, from 0. */
  readonly at: number;
}

const forwardings: readonly string[] = ['gate', 'masq', 'ipip'] satisfies Forwarding[];

export function isForwarding(text: string): text is Forwarding {
  return forwardings.includes(text);
}

/** `HOST[:PORT] [gate|masq|ipip]`: the last two words of the value. Undefined where ldirectord refuses it. */
export function parseFallback(entry: Entry, report: ReportAt): WrittenFallback | undefined {
  const {text, line, at, name} = entry;
  const match = /([^ \t\r\f\v]+)([ \t\r\f\v]+([^ \t\r\f\v]+))?[ \t\r\f\v]*$/.exec(text);
  const [, words = text, , forwarding] = match ?? [];
  const from = match?.index ?? 0;
  const lost = spanOf(text, 0, from);
  if (lost) report('lost-text', line, at + lost.from, `${name}: what stands before ${words} is no part of the value`);
  if (forwarding !== undefined && !isForwarding(forwarding)) {
    report(
      'invalid-value',
      line,
      at + text.lastIndexOf(forwarding),
      `${name}: ${forwarding} is not gate, masq or ipip`,
    );
    return undefined;
  }
  const port = /(:(\d+|[\w-]+))?$/.exec(words) as RegExpExecArray;
  return {
    entry,
    server: words.slice(0, port.index),
    ...(port[2] === undefined ? {} : {port: port[2]}),
    forwarding: forwarding ?? 'gate',
    at: from,
  };
}

/** A fallback whose names have been looked up. */
export interface ReadFallback {
  readonly place: Place;
  readonly host: Host;
  /** Absent: that of the virtual service. */
  readonly port?: Port;
  readonly forwarding: Forwarding;
}

/** @param assumed the port where none is written */
export function resolveFallback(
  {entry, server, port = '', forwarding, at}: WrittenFallback,
  protocol: Protocol,
  family: Family,
  {hosts, file}: Context,
  assumed = '',
): ReadFallback | undefined {
  const {line, name} = entry;
  const start = entry.at + at;
  const host = hosts.host(server, family, line, start, name);
  if (!host) return undefined;
  const found = {place: placeIn(file, line), host, forwarding};
  const text = port === '' ? assumed : port;
  if (text === '') return found;
  if (text === '0') return {...found, port: 0}; // ldirectord does not look this one up
  const read = hosts.port(text, protocol, line, port === '' ? start : start + server.length + 1);
  return read === undefined ? undefined : {...found, port: read};
}
