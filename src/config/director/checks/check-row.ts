import {isMap} from 'yaml';
import type {Probe} from '../../../checks/probe/probe.js';
import {type Kind, nameOf} from '../kind.js';
import {type Key, type Shape, type Shaped, shapeKind, usualOf} from '../shape.js';
import type {Spot, YamlText} from '../yaml-text.js';
import {type Connecting, type ConnectingDraft, connectingKeys} from './connecting-keys.js';
import {type ScheduleDraft, scheduleKeys} from './schedule-keys.js';

type Keys = Readonly<Record<string, Key<unknown>>>;

/** A check as it is read. */
export interface CheckDraft {
  readonly offset: number;
  readonly schedule: ScheduleDraft;
  readonly connecting: ConnectingDraft;
  /** @param timeout of those that connect nowhere */
  readonly probe: (connecting: Connecting, timeout: number) => Probe;
}

/** A kind of check: its keys, and both ways between them and the probe. */
export interface CheckRow {
  readonly name: string;
  /** All of its keys. */
  readonly shape: Shape;
  /** Those that no other kind has. */
  readonly own: Shape;
  readonly connects: boolean;
  read(spot: Spot, text: YamlText): CheckDraft | undefined;
  /** The keys that only this kind has, as they are written; undefined for a probe of another kind. */
  write(probe: Probe): Record<string, unknown> | undefined;
}

interface CheckDefinition<K extends Keys> {
  readonly name: string;
  /** Whether it goes to an address and a port. */
  readonly connects: boolean;
  readonly keys: K;
  /** The key whose value may stand for all: `http: /status`. */
  readonly main?: keyof K & string;
  probe(draft: Shaped<{name: string; keys: K}>, connecting: Connecting, timeout: number): Probe;
  write(probe: Probe): Record<string, unknown> | undefined;
}

export function checkRow<const K extends Keys>(definition: CheckDefinition<K>): CheckRow {
  const {name, connects, keys, main} = definition;
  const own = {name: `a check ${name}`, keys};
  const shape = {name: own.name, keys: {...(connects ? connectingKeys : {}), ...scheduleKeys, ...keys}};
  const whole = shapeKind(`a map of the keys of ${name}`, shape);
  const draftOf = (found: Record<string, unknown>, offset: number): CheckDraft => ({
    offset,
    schedule: found as ScheduleDraft,
    connecting: found as unknown as ConnectingDraft,
    probe: (connecting, timeout) => definition.probe(found as Shaped<{name: string; keys: K}>, connecting, timeout),
  });
  return {
    name,
    shape,
    own,
    connects,
    write: probe => definition.write(probe),
    read(spot, text) {
      if (isMap(spot.node)) {
        const found = whole.read(spot, text);
        return found && draftOf(found, spot.offset);
      }
      const said: Record<string, unknown> = {};
      if (spot.node && main === undefined) return text.refuse(spot.offset, `${nameOf(spot)} is not ${whole.takes}`);
      if (spot.node && main !== undefined) {
        const value = (keys[main] as {readonly kind: Kind<unknown>}).kind.read(spot, text);
        if (value === undefined) return undefined;
        said[main] = value;
      }
      const missing = Object.entries(keys).find(([key, {absent}]) => !absent && !(key in said));
      if (missing)
        return text.refuse(spot.offset, `${missing[0]} is missing in ${shape.name}`, `write ${missing[1].kind.takes}`);
      return draftOf({...usualOf(shape), ...said, spot: () => spot.offset}, spot.offset);
    },
  };
}
