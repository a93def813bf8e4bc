/** Five counts that go together: ip_vs_kstats of the kernel. */
export interface Counts {
  connections: bigint;
  incomingPackets: bigint;
  outgoingPackets: bigint;
  incomingBytes: bigint;
  outgoingBytes: bigint;
}

/**
 * The statistics of a service, a destination or everything. What people see is `seen` less `zero`: the estimator
 * copies `live` to `seen` each two seconds, so counts lag, and stand still while net.ipv4.vs.run_estimation is 0.
 */
export interface Statistics {
  readonly live: Counts;
  readonly seen: Counts;
  /** The zero point IPVS_CMD_ZERO set. */
  readonly zero: Counts;
  /** Per second; packets and connections scaled by 2^10, bytes by 2^5, as the kernel keeps them. */
  readonly rates: Counts;
}

export const countNames = [
  'connections',
  'incomingPackets',
  'outgoingPackets',
  'incomingBytes',
  'outgoingBytes',
] as const;

export function noCounts(): Counts {
  return {connections: 0n, incomingPackets: 0n, outgoingPackets: 0n, incomingBytes: 0n, outgoingBytes: 0n};
}

export function newStatistics(): Statistics {
  return {live: noCounts(), seen: noCounts(), zero: noCounts(), rates: noCounts()};
}

/** ip_vs_copy_stats(): what is reported. */
export function reportedCounts({seen, zero}: Statistics): Counts {
  return {
    connections: BigInt.asUintN(64, seen.connections - zero.connections),
    incomingPackets: BigInt.asUintN(64, seen.incomingPackets - zero.incomingPackets),
    outgoingPackets: BigInt.asUintN(64, seen.outgoingPackets - zero.outgoingPackets),
    incomingBytes: BigInt.asUintN(64, seen.incomingBytes - zero.incomingBytes),
    outgoingBytes: BigInt.asUintN(64, seen.outgoingBytes - zero.outgoingBytes),
  };
}

/** ip_vs_read_estimator(): whole units per second, rounded up from the scaled ones. */
export function reportedRates({rates}: Statistics): Counts {
  return {
    connections: (rates.connections + 0x1ffn) >> 10n,
    incomingPackets: (rates.incomingPackets + 0x1ffn) >> 10n,
    outgoingPackets: (rates.outgoingPackets + 0x1ffn) >> 10n,
    incomingBytes: (rates.incomingBytes + 0xfn) >> 5n,
    outgoingBytes: (rates.outgoingBytes + 0xfn) >> 5n,
  };
}

/** ip_vs_zero_stats(): NB: counts the estimator has not copied yet stay to be seen. */
export function zeroStatistics({seen, zero, rates}: Statistics): void {
  for (const name of countNames) {
    zero[name] = seen[name];
    rates[name] = 0n;
  }
}

/** Scale of a rate, less the division by the two seconds: 2^10 / 2 and 2^5 / 2. */
const shift = {
  connections: 9n,
  incomingPackets: 9n,
  outgoingPackets: 9n,
  incomingBytes: 4n,
  outgoingBytes: 4n,
} as const;

/** One step of estimation_timer() of Linux 6.1: a quarter of the way to the rate of the last two seconds. */
export function estimate({live, seen, rates}: Statistics): void {
  for (const name of countNames) {
    const rate = (live[name] - seen[name]) << shift[name];
    seen[name] = live[name];
    rates[name] += (rate - rates[name]) >> 2n;
  }
}

/** Whether another step of the estimator would change nothing. */
export function isAtRest({live, seen, rates}: Statistics): boolean {
  // a scaled rate below 4 is moved by -1 until it is 0: (0 - 1) >> 2 is -1
  return countNames.every(name => live[name] === seen[name] && rates[name] === 0n);
}
