import {isForwarding} from './fallback-reader.js';
import type {Forwarding} from './ldirectord-config.js';
import type {Entry, ReportAt} from './setting-reader.js';
import {spanOf} from './value-kind.js';

/** The address part of a `real` line. Offsets count from 0 in the value. */
export interface RealAddresses {
  readonly first: string;
  readonly firstAt: number;
  readonly last?: string;
  readonly lastAt: number;
  readonly port: string;
  readonly portAt: number;
  readonly options: string;
  readonly optionsAt: number;
}

/** What stands behind the address. */
export interface RealOptions {
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly request?: string;
  readonly receive?: string;
  readonly lowerThreshold: number;
  readonly upperThreshold: number;
}

/** As _ld_read_config_real_resolve() has it: it matches anywhere in the line. A to f is more than it means to be. */
const address = /(\d+\.\d+\.\d+\.\d+|[A-Za-z0-9.-]+|\[[0-9A-fa-f:]+\])/.source;
const line = new RegExp(`${address}(->${address})?(:(\\d+|[\\w-]+))?[ \\t\\r\\f\\v]+(.*)`, 's');

/** `A[->B][:PORT] …`; undefined where ldirectord refuses it. */
export function splitReal(entry: Entry, report: ReportAt): RealAddresses | undefined {
  const {text, name, at} = entry;
  const match = line.exec(text);
  if (!match) {
    const hint = /\s/.test(text.trim()) ? '' : ', and gate, masq or ipip behind it';
    report('invalid-address', entry.line, at, `${name}: an address is expected${hint}`);
    return undefined;
  }
  const [whole, first = '', arrow = '', last, colon = '', port = '0', options = ''] = match;
  if (spanOf(text, 0, match.index))
    report('lost-text', entry.line, at, `${name}: what stands before ${first} is no part of the address`);
  const lastAt = match.index + first.length + 2;
  return {
    first,
    firstAt: match.index,
    ...(last === undefined ? {} : {last}),
    lastAt,
    port,
    portAt: match.index + first.length + arrow.length + (colon === '' ? 0 : 1),
    options,
    optionsAt: match.index + whole.length - options.length,
  };
}

/** `gate|masq|ipip [WEIGHT] ["REQUEST","RECEIVE"] [l:N] [u:N]`, each looked for anywhere in what the one before has left. */
export function readOptions(
  entry: Entry,
  {options, optionsAt}: RealAddresses,
  report: ReportAt,
): RealOptions | undefined {
  const words = new Words(entry, options, optionsAt, report);
  const method = words.take(/(\w+)(.*)/s)?.[1] ?? '';
  if (!isForwarding(method)) {
    words.say('invalid-value', optionsAt, 'gate, masq or ipip is expected');
    return undefined;
  }
  const weight = words.take(/[ \t\r\f\v]+(\d+)(.*)/s)?.[1];
  const pair = takePair(words);
  const isReversed = /[ \t]u:\d.*[ \t]l:\d/s.test(words.left);
  const lower = words.take(/[ \t\r\f\v]+l:(\d+)(.*)/s, !isReversed)?.[1];
  const upper = words.take(/[ \t\r\f\v]+u:(\d+)(.*)/s)?.[1];
  if (isReversed && upper === undefined) words.say('lost-threshold', optionsAt, 'u: has to stand behind l:');
  if (/[^ \t\r\f\v]/.test(words.left)) {
    const hint = /[lu]:/.test(words.left) ? ': thresholds are written l:N u:N' : '';
    words.say('invalid-value', words.at, `what stands here is not understood${hint}`);
    return undefined;
  }
  return {
    forwarding: method,
    weight: weight === undefined ? 1 : Number(weight),
    ...pair,
    lowerThreshold: Number(lower ?? 0),
    upperThreshold: Number(upper ?? 0),
  };
}

/**
 * NB: ldirectord looks whether the request begins with a slash by a match that, where it does, empties the variables in
 * which the rest of the line is: what stands behind such a request is lost, and is not checked either.
 */
function takePair(words: Words): Pick<RealOptions, 'request' | 'receive'> {
  const from = words.at;
  const match = words.take(/[ \t\r\f\v]+"(.*)"[, ][ \t\r\f\v]*"(.*)"(.*)/s);
  if (!match) return {};
  const [, request = '', receive = '', behind = ''] = match;
  if (/^[lu]:\d+$/.test(request))
    words.say('misread', from, 'thresholds in quotes are taken for a request and what to receive: write l:N u:N');
  if (!request.startsWith('/')) return {request: `/${request}`, receive};
  const also = behind.trim() === '' ? '' : ` and ${behind.trim()}`;
  words.say(
    'lost-override',
    from,
    `"${receive}"${also} will be lost, as the request begins with a slash: leave that out`,
  );
  words.drop();
  return {request};
}

/** What is left of a line, taken from the front. */
class Words {
  left: string;
  at: number;

  constructor(
    private readonly entry: Entry,
    text: string,
    start: number,
    private readonly report: ReportAt,
  ) {
    this.left = text;
    this.at = start;
  }

  /** What stands before the match is lost; what its last group has is left. */
  take(pattern: RegExp, saysLoss = true): RegExpExecArray | undefined {
    const match = pattern.exec(this.left);
    if (!match) return undefined;
    const lost = spanOf(this.left, 0, match.index);
    if (lost && saysLoss)
      this.say(
        'lost-text',
        this.at + lost.from,
        `what stands before ${match[1]?.slice(0, 40)} is lost: the order is method, weight, "request","receive", l:, u:`,
      );
    const left = match.at(-1) ?? '';
    this.at += match.index + match[0].length - left.length;
    this.left = left;
    return match;
  }

  drop(): void {
    this.at += this.left.length;
    this.left = '';
  }

  say(code: Parameters<ReportAt>[0], at: number, message: string): void {
    this.report(code, this.entry.line, this.entry.at + at, `${this.entry.name}: ${message}`);
  }
}
