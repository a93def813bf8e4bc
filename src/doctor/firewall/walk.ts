import {both, likelihoodOf} from './match-packet.js';
import {type End, type Packet, type Path, paths} from './packet.js';
import type {Chain, Likelihood, Rule, Ruleset} from './ruleset.js';

/** What becomes of a kind of packet. */
export interface Fate {
  /** `some`: a rule lets only some senders or interfaces through; `unclear`: a rule decides by what is not known here. */
  readonly verdict: 'passes' | 'dropped' | 'some' | 'unclear';
  /** The rule that decided, with its table and chain; undefined where nothing but policies did that accept. Text from outside. */
  readonly rule: string | undefined;
  /** Rules that rewrote an address of it on its way. */
  readonly translations: readonly {readonly part: 'source' | 'destination'; readonly rule: string}[];
  /** The mark it has at the end; undefined where that is not known. */
  readonly mark: number | undefined;
}

/** Jumps within jumps; the kernel allows 16 (NFT_JUMP_STACK_SIZE). */
const deepest = 16;

/**
 * Walks a packet through the rules of its path: a drop is final, an acceptance only for the chain it is in (nft(8), VERDICT
 * STATEMENT).
 * @param end where somebody else takes it: chains of this hook and priority and behind do not see it
 */
export function walk({chains}: Ruleset, packet: Packet, path: Path, end?: End): Fate {
  const walker = new Walker(chains, packet);
  for (const hook of paths[path]) {
    const met = chains
      .filter(chain => chain.base?.hook === hook && meets(chain, packet) && !isBehind(chain.base, end))
      .sort((a, b) => (a.base as Base).priority - (b.base as Base).priority);
    for (const chain of met) if (walker.meet(chain)) return walker.fate;
  }
  return walker.fate;
}

type Base = NonNullable<Chain['base']>;

function isBehind({hook, priority}: Base, end: End | undefined): boolean {
  return end !== undefined && hook === end.hook && priority >= end.priority;
}

function meets({families, base}: Chain, packet: Packet): boolean {
  if (!families.includes(packet.family)) return false;
  return base?.devices === undefined || packet.in === undefined || base.devices.includes(packet.in);
}

/** Something that may become of the packet in a chain. */
interface Possibility {
  readonly passes: boolean;
  readonly likelihood: Likelihood;
  readonly rule: string;
}

class Walker {
  #packet: Packet;
  #possible: Possibility[] = [];
  #doubt: Pick<Fate, 'verdict' | 'rule'> | undefined;
  #dropped: string | undefined;
  #lastRule: string | undefined;
  readonly #translations: {part: 'source' | 'destination'; rule: string}[] = [];

  constructor(
    private readonly chains: readonly Chain[],
    packet: Packet,
  ) {
    this.#packet = packet;
  }

  get fate(): Fate {
    const rest = {translations: this.#translations, mark: this.#packet.mark};
    if (this.#dropped !== undefined) return {verdict: 'dropped', rule: this.#dropped, ...rest};
    return {...(this.#doubt ?? {verdict: 'passes', rule: this.#lastRule}), ...rest};
  }

  /** @returns whether it ends here */
  meet(chain: Chain): boolean {
    this.#possible = [];
    if (this.#enter(chain, 'always', 0) !== 'ended') {
      const {policy} = chain.base as Base;
      this.#possible.push({
        passes: policy === 'accept',
        likelihood: 'always',
        rule: `${chain.table} ${chain.name}: policy ${policy}`,
      });
    }
    return this.#decide();
  }

  #decide(): boolean {
    const certain = this.#possible.at(-1) as Possibility;
    const other = this.#possible.find(({passes}) => passes !== certain.passes);
    if (!certain.passes && !other) this.#dropped = certain.rule;
    else if (other) {
      const isSome = !certain.passes && other.likelihood === 'some';
      const doubt = {verdict: isSome ? 'some' : 'unclear', rule: certain.passes ? other.rule : certain.rule} as const;
      if (this.#doubt?.verdict !== 'unclear') this.#doubt = doubt;
    } else if (!certain.rule.endsWith('policy accept')) this.#lastRule = certain.rule;
    return this.#dropped !== undefined;
  }

  /** @param outer how sure it is that the packet comes here */
  #enter(chain: Chain, outer: Likelihood, depth: number): 'ended' | 'returned' {
    let sure = outer;
    for (const rule of chain.rules) {
      const likelihood = both(sure, likelihoodOf(rule.matches, this.#packet));
      if (likelihood === 'never') continue;
      const next = this.#apply(rule, chain, likelihood, depth);
      if (next === 'ended') return 'ended';
      if (next === 'returned' && likelihood === 'always') return 'returned';
      if (next === 'returned') sure = both(sure, likelihood);
    }
    return 'returned';
  }

  #apply(rule: Rule, chain: Chain, likelihood: Likelihood, depth: number): 'ended' | 'returned' | 'next' {
    const {action} = rule;
    const words = `${chain.table} ${chain.name}: ${rule.words}`;
    switch (action.type) {
      case 'accept':
        return this.#may({passes: true, likelihood, rule: words});
      case 'drop':
        return likelihood === 'some' ? 'next' : this.#may({passes: false, likelihood, rule: words}); // it keeps some out
      case 'unknown':
        this.#possible.push({passes: false, likelihood: 'unknown', rule: words});
        return 'next';
      case 'return':
        return 'returned';
      case 'continue':
        return 'next';
      case 'jump':
      case 'goto': {
        const target = this.chains.find(({table, name}) => table === chain.table && name === action.chain);
        if (!target || depth === deepest) return 'next';
        const end = this.#enter(target, likelihood, depth + 1);
        if (end === 'ended') return 'ended';
        return action.type === 'goto' ? 'returned' : 'next';
      }
      case 'mark':
        this.#mark(action.value, action.mask, likelihood);
        return 'next';
      case 'untrack':
        if (likelihood === 'always') this.#packet = {...this.#packet, state: 'untracked'};
        return 'next';
      case 'translate':
        if (likelihood !== 'unknown') this.#translations.push({part: action.part, rule: words});
        return this.#may({passes: true, likelihood, rule: words});
    }
  }

  #may(possibility: Possibility): 'ended' | 'next' {
    this.#possible.push(possibility);
    return possibility.likelihood === 'always' ? 'ended' : 'next';
  }

  #mark(value: number | undefined, mask: number, likelihood: Likelihood): void {
    const {mark} = this.#packet;
    const isKnown = likelihood === 'always' && (mark !== undefined || mask === 0xffffffff);
    const next = isKnown && value !== undefined ? (((mark ?? 0) & ~mask) | value) >>> 0 : undefined;
    if (likelihood !== 'some') this.#packet = {...this.#packet, mark: next};
  }
}
