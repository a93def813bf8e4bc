import type {Virtual} from '../../config/ldirectord/ldirectord-config.js';
import type {LintRule} from '../lint-rule.js';
import {lineAt} from '../line-at.js';
import type {PairOf} from '../pair-of.js';
import {hostText} from './host-text.js';
import type {LdirectordSubject} from './ldirectord-subject.js';

const settings: readonly (readonly [string, (virtual: Virtual) => string])[] = [
  ['scheduler', ({scheduler}) => scheduler],
  ['persistent', ({persistence}) => String(persistence ?? 'no')],
  ['quiescent', ({isQuiescent}) => (isQuiescent ? 'yes' : 'no')],
  ['checktype', ({check}) => check.type],
  ['service', ({check}) => check.service],
  ['request', ({check}) => check.request],
  ['receive', ({check}) => check.receive],
  ['fallback', ({fallback}) => (fallback ? hostText(fallback) : 'none')],
];

/** Differences between the ldirectord.cf of two directors: there ought to be none. */
export const ldirectordPairRules: readonly LintRule<PairOf<LdirectordSubject>>[] = [
  {
    code: 'pair-virtual',
    severity: 'error',
    title: 'a virtual service that one director has alone',
    consequence: 'after a takeover the address is there and the service is not: clients are refused',
    correction: 'the same file on both directors',
    *check({one, other}) {
      for (const [subject, peer] of [
        [one, other],
        [other, one],
      ] as const) {
        const known = new Set(peer.config.virtuals.map(({id}) => id));
        for (const {id, place} of subject.config.virtuals)
          if (!known.has(id)) yield {place, message: `${id} is not in ${peer.file}`};
      }
    },
  },
  {
    code: 'pair-real',
    severity: 'error',
    title: 'a real server that one director has alone, or otherwise',
    consequence: 'after a takeover connections to it end, or clients are shared out differently',
    correction: 'the same file on both directors',
    *check({one, other}) {
      for (const {mine, theirs} of matched(one, other)) {
        const known = new Map(mine.reals.map(real => [hostText(real), real]));
        for (const real of theirs.reals) {
          const before = known.get(hostText(real));
          known.delete(hostText(real));
          if (!before) yield {place: real.place, message: `${hostText(real)} of ${theirs.id} is not in ${one.file}`};
          else if (before.forwarding !== real.forwarding || before.weight !== real.weight)
            yield {
              place: real.place,
              message: `${hostText(real)} of ${theirs.id}: ${real.forwarding} ${real.weight}, and ${before.forwarding} ${before.weight} in ${lineAt(before.place, real.place)}`,
              severity: before.forwarding === real.forwarding ? 'warning' : 'error',
            };
        }
        for (const real of known.values())
          yield {place: real.place, message: `${hostText(real)} of ${mine.id} is not in ${other.file}`};
      }
    },
  },
  {
    code: 'pair-virtual-settings',
    severity: 'warning',
    title: 'a virtual service that is set otherwise on the other director',
    consequence: 'the service behaves differently after a takeover; with another scheduler clients reach other servers',
    correction: 'the same file on both directors',
    *check({one, other}) {
      for (const {mine, theirs} of matched(one, other))
        for (const [name, of] of settings)
          if (of(mine) !== of(theirs))
            yield {
              place: other.placeOf(theirs, name) ?? theirs.place,
              message: `${theirs.id}: ${name} is ${of(theirs)}, and ${of(mine)} in ${lineAt(one.placeOf(mine, name) ?? mine.place, theirs.place)}`,
            };
    },
  },
];

function* matched(one: LdirectordSubject, other: LdirectordSubject) {
  const known = new Map(one.config.virtuals.map(virtual => [virtual.id, virtual]));
  for (const theirs of other.config.virtuals) {
    const mine = known.get(theirs.id);
    if (mine) yield {mine, theirs};
  }
}
