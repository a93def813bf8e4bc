import {escapeControls} from '../../../ipvs/outside-text.js';
import type {CheckHistoryEntry, CheckRun} from '../../../director/protocol/checks-report.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import type {CheckedPlace} from '../../../managers/checked-places.js';
import {entry, fitLine, inColumns, type Panel, panel, stack} from '../../components/panel.js';
import {wrap} from '../../components/wrap.js';
import type {Model} from '../../model.js';
import {age, clockTime} from '../../text/age.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {checkPanel} from './check-panel.js';
import {latencyText} from './latencies.js';
import {isSameName, selectedPlace} from './state.js';
import {checkStateRoles, quorumWords} from './words.js';

/** From this width on the panels are in two columns. */
const wide = 120;
const labelWidth = 13;
const day = 86_400_000;

export function checksDetailTitle(model: Model): Line {
  const {checks, settings, columns} = model;
  const {ellipsis} = settings.glyphs;
  const place = selectedPlace(checks);
  if (!place) {
    const words = ` ${escapeControls(checks.detail?.name.server ?? '')} is not checked any more.`;
    return fitLine([span(words, 'bad')], columns, ellipsis);
  }
  const {pool, server} = place;
  return fitLine(
    [
      span(` ${escapeControls(server.name)}`, 'title'),
      span(`  ${server.state}`, checkStateRoles[server.state]),
      span(`  in ${escapeControls(pool.name)}`, 'muted'),
    ],
    columns,
    ellipsis,
  );
}

/** Everything that is known of one server of one service. */
export function checksDetailLines(model: Model): readonly Line[] {
  const {checks, columns} = model;
  const place = selectedPlace(checks);
  if (!place) return [];
  const {detail, run} = checks;
  const isRun = run !== undefined && detail !== undefined && isSameName(run.name, detail.name);
  const trial = isRun ? [trialPanel(model)] : [];
  const left = [statePanel(place, model), checkPanel(place, model, 'CHECKS')];
  const history = historyPanel(model);
  if (columns >= wide) return inColumns([left, [...trial, history]], columns);
  return stack([...trial, ...left, history])(columns);
}

function statePanel({pool, server}: CheckedPlace, {checks, settings, now}: Model): Panel {
  const {glyphs, timeOffset} = settings;
  const {state, since, reason, layer, weight, configuredWeight, operator} = server;
  const text = (name: string, words: string, width: number, role: Role = 'plain'): Line[] =>
    wrap(escapeControls(words), Math.max(20, width - labelWidth), glyphs.ellipsis).map((line, i) =>
      entry(i === 0 ? name : '', line, labelWidth, role),
    );
  const quorum = quorumWords(pool);
  const weights = weight === undefined ? 'not in the table' : String(weight);
  const configured = configuredWeight === undefined ? '' : `, configured ${configuredWeight}`;
  return panel(
    'STATE',
    width => [
      ...text('state', state, width, checkStateRoles[state]),
      ...text(
        'since',
        since === undefined ? 'nobody saw it' : `${momentWords(since, now, timeOffset)}, ${age(now - since)} ago`,
        width,
      ),
      ...text('why', reason, width, state === 'down' ? 'bad' : 'plain'),
      ...text('layer', layer === undefined ? glyphs.dash : layerWords[layer], width),
      ...text('weight', `${weights}${configured}`, width),
      ...(operator === undefined ? [] : text('operator', operator, width, 'warn')),
      ...text('services', pool.services.map(formatServiceId).join(' ') || pool.name, width),
      ...text('quorum', quorum.text, width, quorum.isBad ? 'bad' : 'plain'),
      ...(checks.report?.notes ?? []).flatMap((note, i) => text(i === 0 ? 'to know' : '', note, width, 'muted')),
    ],
    glyphs.ellipsis,
  );
}

const layerWords = {
  L3: 'L3: the host does not answer',
  L4: 'L4: the port does not answer',
  L7: 'L7: what answers there does not do its work',
} as const;

/** What was run because somebody asked: each step with its time. */
function trialPanel({checks, settings}: Model): Panel {
  const {glyphs, timeOffset} = settings;
  const {at, runs = []} = checks.run ?? {};
  const title = at === undefined ? 'RUN NOW' : `RUN NOW  ${clockTime(at, timeOffset)}`;
  return panel(
    title,
    width => {
      if (typeof runs === 'string')
        return wrap(escapeControls(runs), width - 2, glyphs.ellipsis).map(line => [span(` ${line}`, 'bad')]);
      if (at === undefined) return [[span(' running…', 'accent')]];
      return runs.length === 0 ? [[span(' it has no checks to run', 'muted')]] : runs.flatMap(runLines);
    },
    glyphs.ellipsis,
  );
}

const resultRoles: Readonly<Record<CheckRun['result'], Role>> = {up: 'good', down: 'bad', undecided: 'warn'};

function runLines({check, result, words, layer, latency, steps}: CheckRun): readonly Line[] {
  const where = layer === undefined ? '' : ` at ${layer}`;
  return [
    [span(` ${escapeControls(check)}`, 'title')],
    ...steps.map(
      ({name, at, words: said}): Line => [
        span(`${latencyText(at).padStart(9)}  `, 'muted'),
        span(fit(escapeControls(name), 12, 'left', ''), 'accent'),
        span(` ${escapeControls(said)}`),
      ],
    ),
    [
      span(`${latencyText(latency).padStart(9)}  `, 'muted'),
      span(`${result}${where}: ${escapeControls(words)}`, resultRoles[result]),
    ],
  ];
}

function historyPanel({checks, settings, now}: Model): Panel {
  const {entries} = checks.history ?? {};
  const {glyphs, timeOffset} = settings;
  const line = ({at, type, words}: CheckHistoryEntry): Line => [
    span(` ${momentWords(at, now, timeOffset)}  `, 'muted'),
    span(fit(escapeControls(type), 11, 'left', ''), type === 'up' ? 'good' : type === 'down' ? 'bad' : 'accent'),
    span(` ${escapeControls(words)}`),
  ];
  return panel(
    'HISTORY',
    width => {
      if (typeof entries === 'string')
        return wrap(entries, width - 2, glyphs.ellipsis).map(words => [span(` ${words}`, 'bad')]);
      if (!entries) return [[span(' reading…', 'muted')]];
      return entries.length === 0
        ? [[span(' nothing is known to have happened', 'muted')]]
        : entries.toReversed().map(line);
    },
    glyphs.ellipsis,
  );
}

/** The clock; behind the day where it was another one. */
function momentWords(at: number, now: number, timeOffset: number): string {
  const clock = clockTime(at, timeOffset);
  return now - at < day / 2 ? clock : `${new Date(at + timeOffset * 60_000).toISOString().slice(0, 10)} ${clock}`;
}
