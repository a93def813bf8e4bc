import type {Family} from '../../net/address.js';
import type {HostReader} from './host-reader.js';
import type {Forwarding} from './ldirectord-config.js';
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
    report('invalid-value', line, at + text.lastIndexOf(forwarding), `${name}: ${forwarding} is not gate, masq or ipip`);
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

export interface ReadFallback {
  readonly host: Host;
  /** Absent: that of the virtual service. */
  readonly port?: Port;
}

/** Looks the names up. @param assumed the port where none is written */
export function resolveFallback(
  {entry, server, port = '', at}: WrittenFallback,
  protocol: Protocol,
  family: Family,
  hosts: HostReader,
  assumed = '',
): ReadFallback | undefined {
  const start = entry.at + at;
  const host = hosts.host(server, family, entry.line, start, entry.name);
  if (!host) return undefined;
  const text = port === '' ? assumed : port;
  if (text === '') return {host};
  if (text === '0') return {host, port: 0}; // which is not looked up: the kernel refuses it but for a mark
  const read = hosts.port(text, protocol, entry.line, port === '' ? start : start + server.length + 1);
  return read === undefined ? undefined : {host, port: read};
}
