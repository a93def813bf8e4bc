import {bindings} from './keymap/bindings.js';
import {isKeyName} from './keymap/key-name.js';
import type {KnownNames} from './preferences/preference-readers.js';
import {columnsOf} from './screens/columns-of.js';
import {screens} from './screens/screens.js';

/** What there is to be configured. */
export const knownNames: KnownNames = {
  bindings,
  intentions: [...new Set(bindings.flatMap(({scope, intention}) => [intention, `${scope}.${intention}`]))],
  scopeOf: intention =>
    bindings
      .filter(row => intention === row.intention || intention === `${row.scope}.${row.intention}`)
      .map(({scope}) => scope),
  screens: Object.fromEntries(screens.map(({name}) => [name, columnsOf(name).map(column => column.name)])),
  isKey: isKeyName,
};
