import type {Address, Family} from '../../net/address.js';

/** Where rules are asked, by the names of netfilter; in the order in which a packet meets them. */
export type Hook = 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** All rules of a host, of nf_tables and of iptables alike. */
export interface Ruleset {
  readonly chains: readonly Chain[];
}

export interface Chain {
  /** `inet filter` of nf_tables, `iptables filter`: with the name it is known by. Text from outside. */
  readonly table: string;
  readonly name: string;
  readonly families: readonly Family[];
  /** Undefined for those that others jump to. */
  readonly base:
    | {
        readonly hook: Hook;
        /** Lower ones first. */
        readonly priority: number;
        readonly policy: 'accept' | 'drop';
        /** Of chains of the ingress hook: the interfaces they are for. */
        readonly devices: readonly string[] | undefined;
      }
    | undefined;
  readonly rules: readonly Rule[];
}

export interface Rule {
  /** As its own program would write it, shortened. Text from outside. */
  readonly words: string;
  /** All of them have to hold. */
  readonly matches: readonly Match[];
  readonly action: Action;
}

export type Action =
  | {readonly type: 'accept' | 'drop' | 'return' | 'continue' | 'untrack' | 'unknown'}
  | {readonly type: 'jump' | 'goto'; readonly chain: string}
  /** Bits outside of the mask stay. Undefined: from somewhere else, such as the connection. */
  | {readonly type: 'mark'; readonly value: number | undefined; readonly mask: number}
  | {readonly type: 'translate'; readonly part: 'source' | 'destination'};

/** How often a match holds: `some`: for some senders or interfaces and not for others; `unknown`: it looks at what is not known here. */
export type Likelihood = 'always' | 'never' | 'some' | 'unknown';

export type NumberField = 'protocol' | 'source-port' | 'destination-port' | 'mark' | 'tcp-flags';
export type NameField = 'in' | 'out' | 'state' | 'family' | 'destination-type';

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

export type Match =
  | {
      readonly type: 'number';
      readonly field: NumberField;
      readonly ranges: readonly NumberRange[];
      /** The bits that are looked at; all where there is none. */
      readonly mask?: number;
      readonly isNegated: boolean;
    }
  | {
      readonly type: 'address';
      readonly field: 'source' | 'destination';
      readonly ranges: readonly AddressRange[];
      readonly isNegated: boolean;
    }
  /** A name that ends with `*` stands for all that begin so. */
  | {
      readonly type: 'name';
      readonly field: NameField;
      readonly names: readonly string[];
      readonly isNegated: boolean;
    }
  /** One of these lists has to hold. */
  | {readonly type: 'either'; readonly alternatives: readonly (readonly Match[])[]; readonly isNegated: boolean}
  | {readonly type: 'fixed'; readonly likelihood: Likelihood};

export const unknownMatch: Match = {type: 'fixed', likelihood: 'unknown'};
