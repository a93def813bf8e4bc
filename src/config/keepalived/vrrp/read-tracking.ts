import type {Word} from '../text/words.js';
import {type Context, hasInterface} from '../walk/context.js';
import {readInteger} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import {listsOf, type Section, type Weight} from '../walk/section.js';
import {type Tracked, type TrackedKind, trackedKinds, type Tracking} from './vrrp-configuration.js';

/** What can be tracked by the time a block is read, with the weight each has of its own. */
export type Trackable = Readonly<Record<Exclude<TrackedKind, 'interface'>, ReadonlyMap<string, Weight>>>;

/** What an option of a kind may be. */
const rules: Readonly<Record<TrackedKind, {most: number; keepsWrongOption: boolean; canKeepOrder: boolean}>> = {
  interface: {most: 254, keepsWrongOption: true, canKeepOrder: false},
  script: {most: 254, keepsWrongOption: true, canKeepOrder: true},
  file: {most: 254, keepsWrongOption: false, canKeepOrder: true},
  process: {most: 254, keepsWrongOption: true, canKeepOrder: true},
  bfd: {most: 253, keepsWrongOption: false, canKeepOrder: true},
};

/** The track_* lists of an instance or a group. */
export function readTracking(context: Context, section: Section, trackable: Trackable): Tracking {
  const entries = trackedKinds.map(kind => {
    const found: Tracked[] = [];
    for (const {items} of listsOf(section, `track_${kind}`))
      for (const words of items) {
        const tracked = readTracked(context, kind, words, trackable, found);
        if (tracked) found.push(tracked);
      }
    return [kind, found] as const;
  });
  return Object.fromEntries(entries) as Record<TrackedKind, Tracked[]>;
}

/** `NAME [weight W [reverse|noreverse]]`, as alloc_track_*() of vrrp_track.c reads it. */
function readTracked(
  context: Context,
  kind: TrackedKind,
  words: readonly Word[],
  trackable: Trackable,
  before: readonly Tracked[],
): Tracked | undefined {
  const {report} = context;
  const first = words[0] as Word;
  const name = first.text;
  const own = kind === 'interface' ? noWeight : trackable[kind].get(name);
  if (kind === 'interface' && !hasInterface(context, name)) {
    report('unknown-interface', first, `there is no interface "${name}"`);
    return undefined;
  }
  if (!own) {
    report('unknown-name', first, `no ${kind} "${name}" is defined above`);
    return undefined;
  }
  if (before.some(tracked => tracked.name === name)) {
    report('duplicate', first, `"${name}" is tracked already`);
    return undefined;
  }
  const [, keyword, number, option] = words;
  if (!keyword) return {...own, name, place: first};
  if (keyword.text !== 'weight') {
    report('invalid-value', keyword, `"${keyword.text}" is not "weight"`);
    return undefined;
  }
  if (!number) {
    report('missing-value', keyword, 'nothing behind "weight"');
    return undefined;
  }
  const weight = readWeight(context, kind, number, own.weight);
  const isKnown = !option || option.text === 'reverse' || (option.text === 'noreverse' && rules[kind].canKeepOrder);
  if (!isKnown) {
    const effect = rules[kind].keepsWrongOption ? 'keepalived ignores the word' : undefined;
    report('invalid-value', option, `"${option.text}" is not "reverse"`, effect);
    if (!rules[kind].keepsWrongOption) return undefined;
  }
  const isReversed = option && isKnown ? option.text === 'reverse' : own.isReversed;
  return {name, place: first, weight, isReversed};
}

const noWeight: Weight = {weight: 0, isReversed: false};

function readWeight(context: Context, kind: TrackedKind, word: Word, own: number): number {
  const {most} = rules[kind];
  const read = readInteger(word.text, -most, most, true);
  const weight = takeNumber(context, read, word, `keepalived takes ${own}`) ?? own;
  const isTooFar = (kind === 'interface' || kind === 'script') && Math.abs(weight) === 254;
  if (!isTooFar) return weight;
  context.report('corrected', word, 'the weight cannot be 254', 'keepalived takes 253');
  return Math.sign(weight) * 253;
}
