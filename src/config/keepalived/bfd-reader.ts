import {addressKey} from '../../net/address.js';
import type {Address} from '../../net/address.js';
import type {Word} from './text/words.js';
import type {BfdInstance} from './vrrp/vrrp-configuration.js';
import {type Context, refuseCrash, refuseMissing} from './walk/context.js';
import {parseLooseAddress} from './walk/read-value.js';
import {type Entry, flagOf, keywordOf, millisecondsOf, nameOf, numberOf, type Section} from './walk/section.js';
import type {BlockReader} from './walk/walk.js';

/** What the BFD process makes of its blocks (bfd/bfd_parser.c). */
export class BfdReader implements BlockReader {
  readonly sessions = new Map<string, BfdInstance>();
  #neighbor: Address | undefined;
  #source: Address | undefined;

  constructor(private readonly context: Context) {}

  open(section: Section): 'read' | 'skip' {
    const name = section.words[1] ?? refuseCrash(this.context, keywordOf(section), 'bfd_instance without a name');
    this.#neighbor = undefined;
    this.#source = undefined;
    if (Buffer.byteLength(name.text) >= 32)
      this.context.report('invalid-value', name, 'the name is longer than 31 characters');
    else if (this.sessions.has(name.text))
      this.context.report('duplicate', name, `a second bfd_instance "${name.text}"`);
    else return 'read';
    return 'skip';
  }

  entry(entry: Entry): 'read' | 'skip' {
    const keyword = entry.row.keyword;
    if (keyword !== 'source_ip' && !/^neighbou?r_ip$/.test(keyword)) return 'read';
    const isSource = keyword === 'source_ip';
    const word = entry.words[1] ?? this.#refuse(entry, isSource);
    const address = parseLooseAddress(word.text);
    if (keyword === 'source_ip') this.#source = address ?? this.#source;
    else this.#neighbor = address;
    if (address) return 'read';
    const isLeft = keyword !== 'source_ip';
    const effect = isLeft ? 'keepalived leaves the bfd_instance out' : undefined;
    this.context.report('invalid-value', word, `"${word.text}" is not an address`, effect);
    return isLeft ? 'skip' : 'read';
  }

  close(section: Section): void {
    if (!section.isComplete) return;
    const {report} = this.context;
    const name = nameOf(section);
    const fault = this.#fault();
    if (fault !== undefined || !this.#neighbor)
      return report('incomplete-block', section.end, fault ?? 'no neighbor_ip');
    const ttl = numberOf(section, 'ttl', 'hoplimit');
    const limit = ttl ?? (this.#neighbor.family === 'ipv4' ? 255 : 64);
    const hops = numberOf(section, 'max_hops') ?? 0;
    if (hops > limit) report('corrected', section.end, 'max_hops is more than the TTL', 'keepalived takes the TTL');
    const isForAll = !flagOf(section, 'vrrp') && !flagOf(section, 'checker');
    this.sessions.set(name, {
      name,
      place: section.words[1] as Word,
      neighbor: this.#neighbor,
      ...(this.#source ? {source: this.#source} : {}),
      receiveInterval: millisecondsOf(section, 'min_rx') ?? 10,
      sendInterval: millisecondsOf(section, 'min_tx') ?? 10,
      idleInterval: millisecondsOf(section, 'idle_tx') ?? 1000,
      multiplier: numberOf(section, 'multiplier') ?? 5,
      isPassive: flagOf(section, 'passive'),
      ...(ttl === undefined ? {} : {ttl}),
      mostHops: Math.min(hops, limit),
      isForVrrp: isForAll || flagOf(section, 'vrrp'),
      isForChecker: isForAll || flagOf(section, 'checker'),
    });
  }

  #refuse(entry: Entry, isSource: boolean): never {
    if (isSource) refuseMissing(this.context, entry.words);
    return refuseCrash(this.context, keywordOf(entry), 'the address is missing');
  }

  #fault(): string | undefined {
    const neighbor = this.#neighbor;
    const source = this.#source;
    if (!neighbor) return 'neighbor_ip is missing';
    if (source && source.family !== neighbor.family) return 'source and neighbour are not of one family';
    const key = (a: Address | undefined) => (a ? addressKey(a) : '');
    const isTaken = [...this.sessions.values()].some(
      other => key(other.neighbor) === key(neighbor) && key(other.source) === key(source),
    );
    return isTaken ? 'another bfd_instance has the same addresses' : undefined;
  }

  root(): void {}
}
