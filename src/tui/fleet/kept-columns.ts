import {knownNames} from '../known-names.js';
import type {Preferences} from '../preferences/preferences.js';

/**
 * Of what a director's dashboard wants to be kept the columns, as far as there are such; undefined where there are none.
 * NB: it is from another host, and whoever rules that one must not say what keys do here.
 */
export function keptColumns({columns}: Readonly<Record<string, unknown>>): Pick<Preferences, 'columns'> | undefined {
  if (typeof columns !== 'object' || columns === null) return undefined;
  const known = Object.entries(columns).flatMap(([screen, wanted]): [string, readonly string[]][] => {
    const there = Object.hasOwn(knownNames.screens, screen) ? knownNames.screens[screen] : undefined;
    if (!there || !Array.isArray(wanted)) return [];
    const chosen = there.filter(name => wanted.includes(name));
    const ordered = chosen.toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b));
    return wanted.length > 0 && ordered.length === 0 ? [] : [[screen, ordered]];
  });
  return known.length === 0 ? undefined : {columns: Object.fromEntries(known)};
}
