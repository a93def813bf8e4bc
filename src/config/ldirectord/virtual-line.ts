import {type Family, parseIpv6} from '../../net/address.js';
import type {Line} from './lines.js';
import type {ReportAt} from './setting-reader.js';
import {spanOf} from './value-kind.js';

/** What opens a virtual service, names not looked up yet. Offsets count from 0 in the line. */
export type WrittenSubject =
  | {
      readonly type: 'address';
      readonly host: string;
      readonly hostAt: number;
      readonly port: string;
      readonly portAt: number;
    }
  | {readonly type: 'fwmark'; readonly fwmark: number};

export interface WrittenVirtual {
  readonly family: Family;
  /** Undefined where ldirectord refuses it. */
  readonly subject: WrittenSubject | undefined;
}

/** `virtual = HOST:PORT | FWMARK`, `virtual6 = [ADDRESS]:PORT | HOST:PORT | FWMARK`. What stands behind is skipped. */
export function readVirtualLine(line: Line, report: ReportAt): WrittenVirtual {
  const match = /^virtual(6)?[ \t\r\f\v]*=[ \t\r\f\v]*(.*)/s.exec(line.text);
  const family = match?.[1] === undefined ? 'ipv4' : 'ipv6';
  const text = match?.[2] ?? '';
  const at = line.text.length - text.length;
  return {
    family,
    subject: readSubject(
      text,
      family,
      (code, from, message, effect) => report(code, line, at + from, message, effect),
      at,
    ),
  };
}

type Say = (code: Parameters<ReportAt>[0], from: number, message: string, effect?: string) => void;

function readSubject(text: string, family: Family, say: Say, at: number): WrittenSubject | undefined {
  const named = /^([\w.+-]+):([\w-]+)/.exec(text);
  const bracketed = /^\[([0-9A-Fa-f:]+)\]:([\w-]+)/.exec(text);
  const mark = /^\d+/.exec(text);
  const match = named ?? (mark ? null : bracketed);
  const end = (match ?? mark)?.[0].length ?? 0;
  const lost = spanOf(text, end, text.length);
  const sayLost = () => lost && say('lost-text', lost.from, 'what stands here is no part of the address');
  if (match) {
    if (match === bracketed) {
      if (family === 'ipv4') say('wrong-family', 0, 'an IPv6 address needs virtual6');
      else if (!parseIpv6(bracketed[1] as string)) say('invalid-address', 0, `${bracketed[1]} is no IPv6 address`);
      if (family === 'ipv4' || !parseIpv6(bracketed[1] as string)) return undefined;
    }
    sayLost();
    const port = match[2] as string;
    const portAt = match[0].length - port.length;
    return {type: 'address', host: match[0].slice(0, portAt - 1), hostAt: at, port, portAt: at + portAt};
  }
  if (mark) {
    const fwmark = Number(mark[0]);
    if (lost && lost.from === end)
      say('misread', 0, 'an address needs a port', `ldirectord takes it for firewall mark ${fwmark}`);
    else sayLost();
    return {type: 'fwmark', fwmark};
  }
  const form = family === 'ipv4' ? 'ADDRESS:PORT' : '[ADDRESS]:PORT';
  say('invalid-address', 0, `${form} or a firewall mark is expected`);
  return undefined;
}
