/** What a service or destination has carried since it was made or zeroed: exact 64-bit counts. */
export interface Counters {
  readonly connections: bigint;
  readonly incomingPackets: bigint;
  readonly outgoingPackets: bigint;
  readonly incomingBytes: bigint;
  readonly outgoingBytes: bigint;
}

/** What it carries now, per second, smoothed by the kernel's estimator (a step each 2 s, a quarter of the way). */
export interface Rates {
  readonly connectionsPerSecond: bigint;
  readonly incomingPacketsPerSecond: bigint;
  readonly outgoingPacketsPerSecond: bigint;
  readonly incomingBytesPerSecond: bigint;
  readonly outgoingBytesPerSecond: bigint;
}

export interface Statistics {
  readonly counters: Counters;
  readonly rates: Rates;
}

export const noStatistics: Statistics = {
  counters: {connections: 0n, incomingPackets: 0n, outgoingPackets: 0n, incomingBytes: 0n, outgoingBytes: 0n},
  rates: {
    connectionsPerSecond: 0n,
    incomingPacketsPerSecond: 0n,
    outgoingPacketsPerSecond: 0n,
    incomingBytesPerSecond: 0n,
    outgoingBytesPerSecond: 0n,
  },
};
