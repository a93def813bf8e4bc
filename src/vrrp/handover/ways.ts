import type {Way} from './router-owner.js';

/**
 * How a virtual router of keepalived can be moved without a tracked file, as measured with keepalived 2.2.7 at an
 * interval of 1 s and priorities 100 and 50: until only the other has the addresses.
 */
export const ways = {
  reload: {
    outage: 'a few milliseconds, after 3.8 s',
    sideEffects: [
      'without effect where the master has nopreempt',
      'a reload of a broken file ends keepalived and leaves the addresses behind',
    ],
    how: 'another priority in the configuration, then SIGHUP',
  },
  stop: {
    outage: '0.9 to 1 s',
    sideEffects: ['takes down every other virtual router of this host, and the virtual services and checks'],
    how: 'stop the daemon',
  },
} as const satisfies Record<string, {outage: string; sideEffects: readonly string[]; how: string}>;

/** Where there is no file: what else could be done, and what would make it better. */
export function otherWays(target: string, stop: string | undefined): readonly string[] {
  return [
    'Other ways, with what they cost:',
    `  --via stop --yes   ${ways.stop.how}${stop === undefined ? '' : ` (${stop})`}: nobody has the addresses for ${ways.stop.outage}; ${ways.stop.sideEffects.join('; ')}`,
    `  by hand            ${ways.reload.how}: ${ways.reload.outage}; ${ways.reload.sideEffects.join('; ')}`,
    'Better: a tracked file for this. lvsctl vrrp prepare adds these lines without an outage:',
    ...trackedFileLines(target).map(line => `  ${line}`),
  ];
}

/** What a configuration needs so that its instance can be moved by a file. */
export function trackedFileLines(target: string): readonly string[] {
  return [
    `track_file lvsctl_${target} {`,
    `  file /run/lvsctl/keepalived/${target}`,
    '  weight 0',
    '  init_file 0',
    '}',
    `and in the block of ${target}: track_file { lvsctl_${target} }`,
  ];
}

/** The way's own words for a plan. */
export function sideEffectsOf(kind: Way['kind']): readonly string[] {
  return kind === 'reload' || kind === 'stop' ? ways[kind].sideEffects : [];
}
