import type {Binding, Scope} from './binding.js';
import {bindings, type Intention} from './bindings.js';

/** The keys as they are in this run: the table, what the configuration file says otherwise, and without what may not be done. */
export interface Keymap {
  readonly bindings: readonly (Binding & {readonly intention: Intention})[];
  /** What a key means, in the first of these scopes that knows it. */
  intention(key: string, scopes: readonly Scope[]): Intention | undefined;
}

/** @param keys by intention, or by `scope.intention` where several scopes have it */
export function createKeymap(keys: Readonly<Record<string, readonly string[]>>, isReadOnly: boolean): Keymap {
  const rows = (bindings as readonly (Binding & {intention: Intention})[])
    .filter(row => !(isReadOnly && row.isChange))
    .map(row => ({...row, keys: keys[`${row.scope}.${row.intention}`] ?? keys[row.intention] ?? row.keys}));
  const byKey = new Map<string, Intention>();
  const isChosen = ({scope, intention}: Binding) => intention in keys || `${scope}.${intention}` in keys;
  for (const row of [...rows.filter(each => !isChosen(each)), ...rows.filter(isChosen)]) // what was chosen wins
    for (const key of row.keys) byKey.set(`${row.scope} ${key}`, row.intention);
  return {
    bindings: rows,
    intention(key, scopes) {
      for (const scope of scopes) {
        const intention = byKey.get(`${scope} ${key}`);
        if (intention !== undefined) return intention;
      }
      return undefined;
    },
  };
}
