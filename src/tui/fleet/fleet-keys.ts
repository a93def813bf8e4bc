import type {Scope} from '../keymap/binding.js';
import {keyLabel} from '../keymap/key-name.js';
import {type Line, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';
import type {FleetModel} from './fleet-model.js';

/** The keys of these scopes, as many as fit beside the one that leaves. */
export function fleetKeys(model: Pick<FleetModel, 'keymap' | 'columns'>, scopes: readonly Scope[]): Line {
  const quit = keySpans(model, ({intention, scope}) => scope === 'everywhere' && intention === 'quit').flat();
  const shown: Span[] = [];
  for (const scope of scopes)
    for (const spans of keySpans(model, row => row.scope === scope))
      if (lineWidth([...shown, ...spans, ...quit]) <= model.columns) shown.push(...spans);
  return [...shown, ...quit];
}

/** The keys that go from director to director, at the end of the line of all of them. */
export function switchKeys(model: Pick<FleetModel, 'keymap'>): Line {
  return keySpans(model, ({scope}) => scope === 'fleet')
    .flat()
    .map(({text}) => span(text, 'bar'));
}

type Row = FleetModel['keymap']['bindings'][number];

function keySpans({keymap}: Pick<FleetModel, 'keymap'>, isMeant: (row: Row) => boolean): Span[][] {
  return keymap.bindings
    .filter(isMeant)
    .flatMap(({keys: [key], short}) =>
      key === undefined || short === undefined ? [] : [[span(` ${keyLabel(key)}`, 'key'), span(` ${short} `, 'muted')]],
    );
}
