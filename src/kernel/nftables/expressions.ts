import {attribute, nested, number32, text} from './nested.js';

/** NFT_REG_1, NFT_REG_VERDICT of <linux/netfilter/nf_tables.h>. */
const register = {value: 1, verdict: 0} as const;
/** NFT_META_*. */
const metaKeys = {family: 15, protocol: 16} as const;
/** NFT_PAYLOAD_*_HEADER. */
const headers = {network: 1, transport: 2} as const;
/** NFT_CMP_*. */
const comparisons = {equal: 0, atMost: 3, atLeast: 5} as const;
/** NF_DROP, NF_ACCEPT. */
const verdicts = {drop: 0, accept: 1} as const;

/** What a rule does, one after the other; each loads the register, or ends the rule where that does not fit. */
export const expressions = {
  meta: (key: keyof typeof metaKeys) => expression('meta', number32(1, register.value), number32(2, metaKeys[key])),
  payload: (header: keyof typeof headers, offset: number, length: number) =>
    expression(
      'payload',
      number32(1, register.value),
      number32(2, headers[header]),
      number32(3, offset),
      number32(4, length),
    ),
  compare: (comparison: keyof typeof comparisons, byte: number) =>
    expression(
      'cmp',
      number32(1, register.value),
      number32(2, comparisons[comparison]),
      nested(3, attribute(1, Uint8Array.of(byte))),
    ),
  isIn: (set: string) => expression('lookup', text(1, set), number32(2, register.value)),
  verdict: (verdict: keyof typeof verdicts) =>
    expression('immediate', number32(1, register.verdict), nested(2, nested(2, number32(1, verdicts[verdict])))),
} as const;

/** NFTA_LIST_ELEM with NFTA_EXPR_NAME and NFTA_EXPR_DATA. */
function expression(name: string, ...data: readonly Uint8Array[]): Buffer {
  return nested(1, text(1, name), nested(2, ...data));
}
