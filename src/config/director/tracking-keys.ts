import {isSeq} from 'yaml';
import type {Tracked} from '../../vrrp/router/configuration.js';
import {type Kind, spotOf, writtenKind} from './kind.js';
import {command, linkName, path, plainName, span, truth, whole} from './kinds.js';
import {namedKind, optional, required, shapeKind, usually} from './shape.js';

/** With the offset at which it is named. */
export interface PlacedTracked extends Tracked {
  readonly offset: number;
}

/** How something counts, where the weight alone does not say it. */
export const weightShape = {
  name: 'something tracked',
  keys: {
    weight: usually(whole(-253, 253), 0, '0', 'what it adds to the priority; 0: its failure is a fault'),
    reversed: usually(truth, false, 'false', 'good counts as bad, and bad as good'),
  },
} as const;

type Weight = Pick<Tracked, 'weight' | 'isReversed'>;

const weightWord: Kind<Weight> = {
  takes: weightShape.keys.weight.kind.takes,
  read(spot, text) {
    const weight = weightShape.keys.weight.kind.read(spot, text);
    return weight === undefined ? undefined : {weight, isReversed: false};
  },
};

const weightMap: Kind<Weight> = {
  takes: 'a map of weight and reversed',
  read(spot, text) {
    const found = shapeKind(this.takes, weightShape).read(spot, text);
    return found && {weight: found.weight, isReversed: found.reversed};
  },
};

const weight = writtenKind('a weight from -253 to 253, or a map of weight and reversed', {
  word: weightWord,
  map: weightMap,
});

/** `[eth1, eth2]`, each a fault when it fails, or `{eth1: -20}`. */
function trackedKind(name: Kind<string>): Kind<readonly PlacedTracked[]> {
  const takes = 'a list of names, or a map of names and weights';
  const list: Kind<readonly PlacedTracked[]> = {
    takes,
    read(spot, text) {
      const items = isSeq(spot.node) ? spot.node.items.map(item => spotOf(item, spot.offset)) : [];
      return items.flatMap(item => {
        const found = name.read(item, text);
        return found === undefined ? [] : [{name: found, weight: 0, isReversed: false, offset: item.offset}];
      });
    },
  };
  const map: Kind<readonly PlacedTracked[]> = {
    takes,
    read: (spot, text) =>
      namedKind(takes, name, weight)
        .read(spot, text)
        ?.entries.map(({name, value, offset}) => ({name, ...value, offset})),
  };
  return writtenKind(takes, {list, map});
}

const nothing = [[], 'nothing'] as const;

/** What a router or a group depends on. */
export const trackShape = {
  name: 'track',
  keys: {
    interfaces: usually(trackedKind(linkName), ...nothing, 'links besides its own, which counts always'),
    scripts: usually(trackedKind(plainName), ...nothing, 'names of scripts'),
    files: usually(
      trackedKind(plainName),
      ...nothing,
      'names of files; the weight is what the number is multiplied by',
    ),
    processes: usually(trackedKind(plainName), ...nothing, 'names of processes'),
  },
} as const;

/** A program whose exit says whether something is well. */
export const scriptShape = {
  name: 'a script',
  keys: {
    run: required(command, 'the program and its words; 0 is good'),
    every: usually(span(10, 86_400_000), 1000, '1s', 'from one start to the next'),
    timeout: usually(span(0, 86_400_000), 0, 'as every', 'it is killed after so long, and has failed'),
    rise: usually(whole(1, 1_000_000), 1, '1', 'so many good ones in a row make it good'),
    fall: usually(whole(1, 1_000_000), 1, '1', 'so many bad ones in a row make it bad'),
    user: optional(plainName, 'keepalived_script, else nobody', 'who runs it: `user`, or `user group`'),
    'down-at-first': usually(truth, false, 'false', 'it is bad until it has been good'),
  },
} as const;

/** A file with a number in it, where its path is not all. */
export const fileShape = {
  name: 'a file',
  keys: {
    file: required(path, 'its path'),
    initial: optional(whole(-2_147_483_648, 2_147_483_647), 'it is not made', 'is written where there is no file'),
    overwrite: usually(truth, false, 'false', 'and where there is one, too'),
  },
} as const;

/** A process that must run. */
export const processShape = {
  name: 'a process',
  keys: {
    name: required(plainName, 'its name, as ps -o comm has it, or that of its program'),
    'at-least': usually(whole(0, 65_535), 1, '1', 'so many must run'),
    'at-most': optional(whole(0, 65_535), 'any number', 'and no more than so many'),
  },
} as const;
