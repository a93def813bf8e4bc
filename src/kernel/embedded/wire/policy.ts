import {align, type AttributeSet} from '../../netlink/attribute-set.js';
import type {Codec} from '../../netlink/codec.js';

/** Where an attribute's payload lies in the datagram. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// biome-ignore lint/suspicious/noExplicitAny: any table of attributes
type AnySet = AttributeSet<any>; // oxlint-disable-line no-explicit-any
export type Spans<S extends AnySet> = {readonly [K in keyof S['rows']]?: Span};

/** The kernel refuses an attribute: which one, for the extended acknowledgement. */
export interface PolicyViolation {
  /** Offset of the attribute in the datagram. */
  readonly offset: number;
  readonly policy: Policy;
  /** What the message as a whole is refused with where the attribute stands at its top. */
  readonly code: 'EINVAL' | 'ERANGE';
}

/** struct nla_policy, derived from how the attribute is read. */
export type Policy =
  | {readonly type: 'unsigned'; readonly bytes: number}
  | {readonly type: 'text'; readonly longest: number}
  | {readonly type: 'binary'; readonly longest: number}
  | {readonly type: 'nested'};

function policyOf(codec: Codec<unknown>): Policy {
  if ('rows' in codec) return {type: 'nested'};
  if (codec.mayBeLonger || codec.shortest === codec.longest) return {type: 'unsigned', bytes: codec.shortest};
  if (codec.shortest === 1) return {type: 'text', longest: codec.longest - 1};
  return {type: 'binary', longest: codec.longest};
}

/**
 * nla_parse_deprecated(): the leniency the kernel owes old programs. Unknown attributes, what is left behind the last
 * one and a payload longer than its number are ignored; of two with the same number the last counts. Of the attribute
 * that is refused, the caller is told where it stands.
 */
export function parseLeniently<S extends AnySet>(
  set: S,
  buffer: Buffer,
  start: number,
  end: number,
): Spans<S> | PolicyViolation {
  const spans: Record<string, Span> = {};
  for (let at = start; end - at >= 4; ) {
    const length = buffer.readUInt16LE(at);
    if (length < 4 || length > end - at) break;
    const number = buffer.readUInt16LE(at + 2) & 0x3fff; // NLA_TYPE_MASK
    for (const name in set.rows) {
      const row = set.rows[name];
      if (row.number !== number) continue;
      const policy = policyOf(row.codec);
      if (!isEnded(policy, buffer, at + 4, at + length)) return {offset: at, policy, code: 'EINVAL'};
      if (!isOfLength(policy, buffer, at + 4, at + length)) return {offset: at, policy, code: 'ERANGE'};
      spans[name] = {start: at + 4, end: at + length};
    }
    at += align(length);
  }
  return spans as Spans<S>;
}

export function isViolation(result: object): result is PolicyViolation {
  return 'policy' in result && 'offset' in result;
}

/** validate_nla(): a text has its NUL within the bytes it may have. */
function isEnded(policy: Policy, buffer: Buffer, start: number, end: number): boolean {
  if (policy.type !== 'text') return true;
  const nul = buffer.indexOf(0, start);
  return nul >= 0 && nul < Math.min(end, start + policy.longest + 1);
}

/** validate_nla(): lengths. */
function isOfLength(policy: Policy, buffer: Buffer, start: number, end: number): boolean {
  const length = end - start;
  switch (policy.type) {
    case 'unsigned':
      return length >= policy.bytes;
    case 'binary':
      return length <= policy.longest;
    case 'nested':
      return length === 0 || length >= 4;
    case 'text':
      return (buffer[end - 1] === 0 ? length - 1 : length) <= policy.longest;
  }
}
