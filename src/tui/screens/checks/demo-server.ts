import type {CheckedCheck, CheckedServer, CheckRun} from '../../../director/protocol/checks-report.js';
import type {Destination} from '../../../ipvs/destination.js';
import {formatAddress} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';

/** Between two tries of a made-up check, milliseconds. */
const interval = 2000;
const kept = 40;
const hour = 3_600_000;

/** Why a made-up server has weight 0. */
export type DemoCause = 'failure' | 'drain' | 'hand' | 'gone';

/** A made-up real server: its checks say what the table of the demo shows. */
export class DemoServer {
  readonly name: string;
  state: 'up' | 'down' = 'up';
  since: number;
  isDisabled = false;
  #latencies: (number | undefined)[] = [];
  #tick: number;
  #weight: number;
  #cause: DemoCause | undefined;
  #configured: number | undefined;

  constructor(
    private readonly address: Destination['address'],
    private readonly port: number,
    private readonly kind: string,
    now: number,
  ) {
    this.name = formatEndpoint({address, port});
    this.since = now - Math.round((1 + chance(formatAddress(address), 0) * 40) * hour);
    this.#tick = Math.floor(now / interval) - kept;
    this.#weight = -1;
  }

  /** @returns what is news of it, in words */
  look(weight: number, cause: DemoCause, now: number): string | undefined {
    const isFirst = this.#weight < 0;
    const isChanged = weight !== this.#weight && !this.isDisabled;
    this.#weight = weight;
    if (weight > 0) this.#configured = weight;
    if (isChanged) this.#cause = weight === 0 ? cause : undefined;
    const state = this.#cause === 'failure' || this.#cause === 'gone' ? 'down' : 'up';
    for (; this.#tick < Math.floor(now / interval); this.#tick++) this.#try(isFirst ? 'up' : state);
    if (state === this.state) return undefined;
    this.state = state;
    if (isFirst) this.#latencies = this.#latencies.map((latency, i) => (i < kept / 2 ? latency : undefined));
    else this.since = now;
    return isFirst ? undefined : this.#reason();
  }

  report(now: number): CheckedServer {
    const operator = {drain: 'drained by anna: new kernel', hand: 'weight 0, by hand'} as const;
    const isHeld = this.#cause === 'drain' || this.#cause === 'hand';
    return {
      name: this.name,
      address: formatAddress(this.address),
      port: this.port,
      state: this.isDisabled ? 'disabled' : this.state,
      since: this.since,
      reason: this.isDisabled ? 'its checks are switched off' : this.#reason(),
      layer: this.layer,
      weight: this.state === 'down' ? 0 : (this.#configured ?? 0),
      configuredWeight: this.#configured,
      operator: isHeld ? operator[this.#cause as 'drain' | 'hand'] : undefined,
      checks: [this.#check(now)],
    };
  }

  get layer(): CheckedServer['layer'] {
    if (this.state === 'up') return undefined;
    return this.#cause === 'gone' ? 'L3' : this.kind === 'HTTPS' ? 'L7' : 'L4';
  }

  run(pool: string, path: string): CheckRun {
    const base = this.#latency(this.#tick + 1);
    const isUp = this.state === 'up';
    const refused = this.layer !== 'L7' && !isUp;
    const steps = [
      {name: 'connect', at: base * 0.1, words: refused ? 'no answer' : `connected to ${this.name}`},
      ...(refused || this.kind !== 'HTTPS'
        ? []
        : [{name: 'TLS', at: base * 0.5, words: 'TLSv1.3, TLS_AES_256_GCM_SHA384'}]),
      ...(refused
        ? []
        : [
            {name: 'send', at: base * 0.55, words: path},
            {name: 'first byte', at: base * 0.9, words: '200 bytes'},
          ]),
    ];
    const {layer} = this;
    const result = isUp ? 'up' : 'down';
    return {pool, server: this.name, check: this.checkName, result, words: this.#words(), layer, latency: base, steps};
  }

  get checkName(): string {
    return `${this.kind} ${this.name}${this.kind === 'HTTPS' ? ' /healthz' : ''}`;
  }

  #check(now: number): CheckedCheck {
    const lastAt = this.#tick * interval;
    return {
      name: this.checkName,
      state: this.state,
      since: this.since,
      words: this.#words(),
      layer: this.layer,
      latency: this.#latencies.at(-1),
      lastAt,
      nextAt: Math.max(now, lastAt + interval),
      contrary: 0,
      needed: this.state === 'up' ? 3 : 1,
      latencies: this.#latencies,
    };
  }

  #reason(): string {
    return this.state === 'up' ? 'all of its checks are up' : `${this.kind}: ${this.#words()}`;
  }

  #words(): string {
    if (this.state === 'up') return this.kind === 'HTTPS' ? 'status 200, 1.2 kB' : 'it answers';
    if (this.#cause === 'gone') return 'no answer within 3 s, and the host does not answer either';
    return this.kind === 'HTTPS' ? 'status 503, where 200 is success' : 'connection refused';
  }

  #try(state: 'up' | 'down'): void {
    const isLost = state === 'down' || this.#chance(this.#tick) < 0.004;
    this.#latencies.push(isLost ? undefined : this.#latency(this.#tick));
    this.#latencies = this.#latencies.slice(-kept);
  }

  /** Each has its own speed, and is slower for a while now and then. */
  #latency(tick: number): number {
    const usual = 1.5 + 18 * this.#chance(1);
    const wave = 1 + 0.5 * Math.sin(tick / (5 + 10 * this.#chance(2)));
    return Math.round(usual * wave * (0.8 + 0.4 * this.#chance(tick)) * 10) / 10;
  }

  #chance(number: number): number {
    return chance(this.name, number);
  }
}

/** The same for the same name and number: 0 to 1. */
function chance(name: string, number: number): number {
  let hash = number | 0;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x9e3779b1);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
