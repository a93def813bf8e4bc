import type {KeepalivedConfig} from '../../../config/keepalived/read-config.js';
import type {RealServer, VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';

/** A real server whose weight a file changes: keepalived adds the file's value, times `factor`. */
export interface FileTracker {
  readonly path: string;
  /** From −2147483647; 0: anything but 0 in the file fails the check. */
  readonly factor: number;
  readonly server: VirtualServer;
  readonly real: RealServer;
}

/** Values and their products are of 32 bits; the lowest, −2147483648, fails the check (weight_range() of track_file.h). */
const lowest = -2_147_483_647;

/** All FILE_CHECKs of a configuration. */
export function fileTrackers({lvs, vrrp}: KeepalivedConfig): readonly FileTracker[] {
  const paths = new Map(vrrp.trackFiles.map(({name, file}) => [name, file]));
  return lvs.virtualServers.flatMap(server =>
    server.realServers.flatMap(real =>
      real.checks.flatMap(({kind}): FileTracker[] => {
        const path = kind.type === 'file' ? paths.get(kind.file) : undefined;
        if (kind.type !== 'file' || path === undefined) return [];
        const {weight, isReversed} = kind.weight;
        return [{path, factor: isReversed && weight !== 0 ? -weight : weight, server, real}];
      }),
    ),
  );
}

/** The files that move virtual routers: with a value for real servers in them, these would move too. */
export function filesOfRouters({vrrp}: KeepalivedConfig): ReadonlySet<string> {
  const tracked = [...vrrp.instances, ...vrrp.syncGroups].flatMap(({tracking}) => tracking.file.map(({name}) => name));
  return new Set(vrrp.trackFiles.filter(({name}) => tracked.includes(name)).map(({file}) => file));
}

/**
 * The value that brings the weight of every real server that tracks a file to 0 and fails no check. It is the furthest
 * one there is, so that neither a reload with another weight nor misc_dynamic lifts them above 0 again; undefined where
 * no value does.
 */
export function drainingValue(trackers: readonly FileTracker[]): number | undefined {
  const signs = new Set(trackers.map(({factor}) => Math.sign(factor)));
  const [sign = 0] = signs;
  if (signs.size !== 1 || sign === 0) return undefined;
  const steepest = Math.max(...trackers.map(({factor}) => Math.abs(factor)));
  const value = sign * Math.ceil(lowest / steepest);
  return trackers.every(({factor, real}) => real.weight + value * factor <= 0) ? value : undefined;
}

/** The weight that keepalived counts with. @param trackers its own; @param valueIn what a file says */
export function effectiveWeight(
  real: RealServer,
  trackers: readonly FileTracker[],
  valueIn: (path: string) => number,
): number {
  return Math.max(
    0,
    trackers.reduce((weight, {path, factor}) => weight + valueIn(path) * factor, real.weight),
  );
}
