import type {Counts} from '../table/statistics.js';

/** The time of a bench, counted in changes of its counters. */
export interface Ticks {
  now: number;
  readonly milliseconds: number;
}

/** Connections that come in a quarter of a tick, on average, and where in the beat they are. */
export interface Flow {
  readonly perTick: number;
  /** 0 to 7. */
  readonly phase: number;
}

/** How a flow rises and falls over eight ticks: 4 is its average. */
const beat = [2, 3, 5, 6, 6, 5, 3, 2] as const;
const average = 4;
const before = beat.map((_, i) => beat.slice(0, i).reduce((sum, strength) => sum + strength, 0));

/** What one connection brings. */
const perConnection = {incomingPackets: 12, outgoingPackets: 10, incomingBytes: 1800, outgoingBytes: 24_000} as const;

/** What flows have brought so far. */
export function flowCounts(ticks: Ticks, flows: readonly Flow[]): Counts {
  return new FlowCounts(ticks, noScale, tick => {
    let sum = 0;
    for (const {perTick, phase} of flows) sum += perTick * beatsUntil(tick + phase);
    return sum;
  });
}

/** What they bring in a second, scaled as the kernel keeps its rates. */
export function flowRates(ticks: Ticks, flows: readonly Flow[]): Counts {
  return new FlowCounts(ticks, rateScale, tick => {
    let sum = 0;
    for (const {perTick, phase} of flows) sum += perTick * (beat[(tick + phase) % 8] as number);
    return Math.round((sum * 1000) / ticks.milliseconds);
  });
}

function beatsUntil(tick: number): number {
  return Math.floor(tick / 8) * 8 * average + (before[tick % 8] as number);
}

/** What the numbers are multiplied by. */
interface Scale {
  readonly packets: number;
  readonly bytes: number;
}

const noScale: Scale = {packets: 1, bytes: 1};
const rateScale: Scale = {packets: 2 ** 10, bytes: 2 ** 5};

/** Counts that follow from connections when they are asked for, so that a tick costs nothing. NB: they cannot be set: a rate that is zeroed stays. */
class FlowCounts implements Counts {
  #tick = -1;
  #sum = 0;

  constructor(
    private readonly ticks: Ticks,
    private readonly scale: Scale,
    private readonly sumAt: (tick: number) => number,
  ) {}

  get connections(): bigint {
    return BigInt(this.#connections() * this.scale.packets);
  }
  get incomingPackets(): bigint {
    return BigInt(this.#connections() * perConnection.incomingPackets * this.scale.packets);
  }
  get outgoingPackets(): bigint {
    return BigInt(this.#connections() * perConnection.outgoingPackets * this.scale.packets);
  }
  get incomingBytes(): bigint {
    return BigInt(this.#connections() * perConnection.incomingBytes * this.scale.bytes);
  }
  get outgoingBytes(): bigint {
    return BigInt(this.#connections() * perConnection.outgoingBytes * this.scale.bytes);
  }
  set connections(_: bigint) {}
  set incomingPackets(_: bigint) {}
  set outgoingPackets(_: bigint) {}
  set incomingBytes(_: bigint) {}
  set outgoingBytes(_: bigint) {}

  #connections(): number {
    if (this.#tick !== this.ticks.now) {
      this.#tick = this.ticks.now;
      this.#sum = this.sumAt(this.#tick);
    }
    return this.#sum;
  }
}
