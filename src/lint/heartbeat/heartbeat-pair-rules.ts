import type {Resource, ResourceGroup} from '../../config/heartbeat/read-haresources.js';
import type {LintRule} from '../lint-rule.js';
import {lineAt} from '../line-at.js';
import type {PairOf} from '../pair-of.js';
import type {AuthkeysSubject} from './authkeys-subject.js';
import type {HaCfSubject} from './ha-cf-subject.js';
import type {HaresourcesSubject} from './haresources-subject.js';

/** haresources has to be the same on both nodes. */
export const haresourcesPairRules: readonly LintRule<PairOf<HaresourcesSubject>>[] = [
  {
    code: 'pair-haresources',
    severity: 'error',
    title: 'haresources that are not the same on both nodes',
    consequence: 'each node goes by its own file: a resource runs on both at once, or on none',
    correction: 'the same file on both nodes, the node in front is where the resources are at home',
    *check({one, other}) {
      const known = new Map(one.config.groups.map(group => [group.key, group]));
      for (const group of other.config.groups) {
        const before = known.get(group.key);
        known.delete(group.key);
        if (!before) yield {place: group.place, message: `the group of ${group.key} is not in ${one.file}`};
        else if (textOf(before) !== textOf(group))
          yield {
            place: group.place,
            message: `the group of ${group.key} is not that of ${lineAt(before.place, group.place)}: ${differenceOf(before, group)}`,
          };
      }
      for (const group of known.values())
        yield {place: group.place, message: `the group of ${group.key} is not in ${other.file}`};
    },
  },
];

export const haCfPairRules: readonly LintRule<PairOf<HaCfSubject>>[] = [
  {
    code: 'pair-nodes',
    severity: 'error',
    title: 'other nodes than the peer has',
    consequence: 'a node discards what it hears from a node that it does not know: both have the addresses',
    correction: 'the same node lines on both nodes',
    *check({one, other}) {
      const [mine, theirs] = [one, other].map(({config}) => [...config.nodes].sort().join(' '));
      if (mine !== theirs)
        yield {
          place: other.placeOf('node'),
          message: `the nodes are ${theirs || 'none'}, and ${mine || 'none'} in ${one.file}`,
        };
    },
  },
  {
    code: 'pair-times',
    severity: 'warning',
    title: 'other times than the peer has',
    consequence:
      'one node gives the other up earlier than that gives it up: a short pause moves the addresses in one direction only',
    correction: 'the same keepalive, deadtime, warntime and initdead on both nodes',
    *check({one, other}) {
      for (const name of ['keepalive', 'deadtime', 'initdead'] as const)
        if (one.config[name] !== other.config[name])
          yield {
            place: other.placeOf(name),
            message: `${name} is ${other.config[name] / 1000} s, and ${one.config[name] / 1000} s in ${one.file}`,
          };
    },
  },
  {
    code: 'pair-auto-failback',
    severity: 'error',
    title: 'another auto_failback than the peer has',
    consequence: 'one node gives resources back that the other does not take: they may run on both, or on none',
    correction: 'the same auto_failback on both nodes',
    *check({one, other}) {
      if (one.config.autoFailback !== other.config.autoFailback)
        yield {
          place: other.placeOf('auto_failback'),
          message: `auto_failback is ${other.config.autoFailback}, and ${one.config.autoFailback} in ${one.file}`,
        };
    },
  },
  {
    code: 'pair-udpport',
    severity: 'error',
    title: 'another udpport than the peer has',
    consequence: 'the nodes do not hear one another: both have the addresses',
    correction: 'the same udpport on both nodes',
    *check({one, other}) {
      const [mine, theirs] = [one, other].map(
        ({lines}) => lines.findLast(({words}) => words[0].text === 'udpport')?.words[1]?.text ?? '694',
      );
      if (mine !== theirs)
        yield {place: other.placeOf('udpport'), message: `udpport is ${theirs}, and ${mine} in ${one.file}`};
    },
  },
];

export const authkeysPairRules: readonly LintRule<PairOf<AuthkeysSubject>>[] = [
  {
    code: 'pair-authkeys',
    severity: 'error',
    title: 'another key in use than the peer has',
    consequence: 'the nodes discard what they hear from one another: both have the addresses',
    correction: 'the same file on both nodes',
    *check({one, other}) {
      if (!one.hasSameKey(other))
        yield {
          place: {file: other.file, line: other.usedAt, column: 1},
          message: `the key in use is not that of ${one.file}`,
        };
    },
  },
];

function textOf({node, resources}: ResourceGroup): string {
  return [node, ...resources.map(resourceText)].join(' ');
}

function resourceText({script, arguments: words}: Resource): string {
  return [script, ...words].join('::');
}

function differenceOf(one: ResourceGroup, other: ResourceGroup): string {
  if (one.node !== other.node) return `${other.node}, and ${one.node} there`;
  const mine = one.resources.map(resourceText);
  const theirs = other.resources.map(resourceText);
  const missing = mine.find(text => !theirs.includes(text));
  const added = theirs.find(text => !mine.includes(text));
  return missing !== undefined
    ? `${missing} is missing`
    : added !== undefined
      ? `${added} is not there`
      : 'the order is another';
}
