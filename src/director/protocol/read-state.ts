import type {DirectorEvent, DirectorState} from './director-state.js';
import {isObject, member} from './json-line.js';

const schema = 'lvsctl.director/1' satisfies DirectorState['schema'];

/** The state that a director sent, checked as far as it must be to be kept up to date. @throws Error with what is wrong */
export function readState(value: unknown): DirectorState {
  if (!isObject(value)) throw new Error('the state of the director is no object');
  if (value.schema !== schema) {
    const shown = JSON.stringify(value.schema)?.slice(0, 40) ?? 'none';
    throw new Error(`the state of the director is ${shown}, not ${schema}: use an lvsctl of the same version`);
  }
  for (const name of ['routers', 'groups'])
    if (!isNamedList(member(value, name))) throw new Error(`the state of the director has no ${name}`);
  for (const name of ['holds', 'processes'])
    if (!isListOfObjects(member(value, name))) throw new Error(`the state of the director has no ${name}`);
  if (!isObject(member(value, 'configuration'))) throw new Error('the state of the director has no configuration');
  return value as unknown as DirectorState;
}

/** As readState. @returns undefined for one that only newer versions know */
export function readEvent(value: unknown): DirectorEvent | undefined {
  const type = isObject(value) ? member(value, 'type') : undefined;
  if (!isObject(value) || typeof type !== 'string') throw new Error('an event of the director has no type');
  if (!Object.hasOwn(pieces, type)) return undefined;
  if (type === 'snapshot') return {type, state: readState(member(value, 'state'))};
  const isRight = pieces[type as Exclude<DirectorEvent['type'], 'snapshot'>];
  if (!isRight(member(value, type))) throw new Error(`an event of the director has no ${type}`);
  return value as unknown as DirectorEvent;
}

/** The member of an event that has its name. */
const pieces: Readonly<Record<DirectorEvent['type'], (piece: unknown) => boolean>> = {
  router: isNamed,
  group: isNamed,
  holds: isListOfObjects,
  sync: piece => piece === undefined || isObject(piece),
  processes: isListOfObjects,
  checks: piece => piece === undefined || isObject(piece),
  configuration: isObject,
  snapshot: isObject,
};

function isNamed(value: unknown): boolean {
  return isObject(value) && typeof member(value, 'name') === 'string';
}

function isNamedList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isNamed);
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}
