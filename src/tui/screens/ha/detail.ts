import {escapeControls} from '../../../ipvs/outside-text.js';
import {formatAddress} from '../../../net/address.js';
import type {AddressView, InstanceView} from '../../../vrrp/findings/instance-view.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import type {Hold} from '../../../vrrp/truth/hold.js';
import {holdOf} from '../../../vrrp/truth/hold-of.js';
import type {RouterTruth} from '../../../vrrp/truth/router-truth.js';
import {entry, fitLine, inColumns, type Panel, panel, stack} from '../../components/panel.js';
import {wrap} from '../../components/wrap.js';
import type {Model} from '../../model.js';
import {preciseTime} from '../../text/age.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {findingsOf} from './columns.js';
import {sourceLines} from './empty.js';
import {evidenceLines, evidenceTitle} from './evidence.js';
import {findingLines, holdLines} from './findings-panel.js';
import {peersPanel} from './peers-panel.js';
import {type HaDetail, selectedRouter} from './state.js';
import {happeningsOf, timelineLines} from './timeline-panel.js';
import {holdWords, masterWords, priorityWords, routerName, stateRole, stateWords} from './words.js';

/** From this width on the panels are in two columns. */
const wide = 120;
const labelWidth = 13;

export function detailTitle(model: Model, detail: HaDetail, truth: RouterTruth): Line {
  const {ellipsis} = model.settings.glyphs;
  if (detail.type === 'timeline') {
    const words = `TIMELINE  ${happeningsOf(model.ha).length} entries since ${preciseTime(truth.at - truth.listened, model.settings.timeOffset).slice(0, 8)}`;
    return [span(fit(` ${words}`, model.columns, 'left', ellipsis), 'header')];
  }
  const view = selectedRouter(model.ha);
  if (!view) return [span(' It is not there any more: not configured, and not heard.', 'bad')];
  const {interface: link, virtualRouter, family} = view.identity;
  const place = `${escapeControls(link)}, virtual router ${virtualRouter}, ${family === 'ipv4' ? 'IPv4' : 'IPv6'}`;
  return fitLine(
    [
      span(` ${routerName(view.identity)}`, 'title'),
      span(`  ${stateWords(view)}`, stateRole(view)),
      span(`  ${place}`, 'muted'),
    ],
    model.columns,
    ellipsis,
  );
}

/** Everything that is known of one virtual router, and from where; or the whole timeline. */
export function detailLines(model: Model, detail: HaDetail, truth: RouterTruth): readonly Line[] {
  const {columns, settings} = model;
  const {ellipsis} = settings.glyphs;
  const fitted = (lines: readonly Line[]) => lines.map(line => fitLine(line, columns, ellipsis));
  if (detail.type === 'timeline') return fitted(timelineLines(model, happeningsOf(model.ha), columns, true));
  const view = selectedRouter(model.ha);
  if (!view) return [];
  const happenings = happeningsOf(model.ha, detail.key);
  const timeline = panel(
    'TIMELINE',
    width =>
      happenings.length > 0 ? timelineLines(model, happenings, width, true) : [[span(' nothing yet', 'muted')]],
    ellipsis,
  );
  const state = statePanel(model, view, holdOf(view.identity, truth.holds));
  const parts = [addressPanel(view, truth, ellipsis), peersPanel(view, truth.at, settings.glyphs)];
  const proof = [evidencePanel(view, truth, ellipsis), findingPanel(view, truth, ellipsis)];
  const sources = panel(
    'SOURCES',
    width => truth.sources.flatMap(each => sourceLines(each, width, ellipsis)),
    ellipsis,
  );
  if (columns >= wide)
    return inColumns(
      [
        [state, ...parts, sources],
        [...proof, timeline],
      ],
      columns,
    );
  return stack([state, ...proof, ...parts, timeline, sources])(columns);
}

function statePanel({settings}: Model, view: InstanceView, hold: Hold | undefined): Panel {
  const {glyphs, timeOffset} = settings;
  const {since, why, age, interval, group, priority} = view;
  const text = (name: string, words: string, width: number, role: Role = 'plain'): Line[] =>
    wrap(escapeControls(words), width - labelWidth, glyphs.ellipsis).map((line, i) =>
      entry(i === 0 ? name : '', line, labelWidth, role),
    );
  const adjustments = (priority.adjustments ?? []).map(({by, amount}) => `${amount >= 0 ? '+' : ''}${amount} by ${by}`);
  const isUntold =
    priority.adjustments === undefined && priority.effective !== undefined && priority.effective !== priority.base;
  const changes = isUntold ? ['nobody told what changed it (a asks the daemon)'] : adjustments;
  return panel(
    'STATE',
    width => [
      ...text('state', stateWords(view), width, stateRole(view)),
      ...(hold ? text('hold', holdWords(hold), width, 'warn') : []),
      ...text(
        'confidence',
        `${view.confidence}${age === undefined ? '' : `, by evidence ${timeSpan(age)} old`}`,
        width,
      ),
      ...text('since', since ? `${preciseTime(since.at, timeOffset)}, by the ${since.source}` : 'unknown', width),
      ...text('why', why ? `${why.words} (${why.source})` : 'unknown', width),
      ...text('priority', priorityWords(view) ?? glyphs.dash, width),
      ...changes.flatMap(words => text('', words, width, 'warn')),
      ...text('master', masterWords(view) ?? 'nobody is known', width),
      ...text('interval', interval === undefined ? glyphs.dash : timeSpan(interval), width),
      ...(group
        ? text('sync group', `${group.name}${group.state === undefined ? '' : `, ${group.state.toUpperCase()}`}`, width)
        : []),
    ],
    glyphs.ellipsis,
  );
}

function addressPanel({addresses}: InstanceView, {at}: RouterTruth, ellipsis: string): Panel {
  const line = ({address, isPresent, since, isExcluded, elsewhere}: AddressView): Line => {
    const words = isPresent === undefined ? 'not looked for' : isPresent ? 'here' : 'not here';
    const also = [
      ...(isExcluded ? ['not advertised'] : []),
      ...elsewhere.map(name => `on ${escapeControls(name)} too`),
    ];
    return [
      span(fit(` ${formatAddress(address)}`, 27, 'left', ellipsis)),
      span(fit(words, 9, 'left', ''), isPresent ? 'good' : 'muted'),
      span(since === undefined ? 'nobody knows since when' : `for ${timeSpan(at - since)}`, 'muted'),
      span(also.length > 0 ? `  ${also.join(', ')}` : '', 'warn'),
    ];
  };
  return panel(
    'ADDRESSES',
    () => (addresses.length > 0 ? addresses.map(line) : [[span(' none is wanted here', 'muted')]]),
    ellipsis,
  );
}

function findingPanel(view: InstanceView, {findings, holds, at}: RouterTruth, ellipsis: string): Panel {
  const own = findingsOf(view, findings);
  const hold = holdOf(view.identity, holds);
  return panel(
    'FINDINGS',
    width => {
      const lines = [
        ...holdLines(hold ? [hold] : [], at, width, ellipsis),
        ...own.flatMap(each => findingLines(each, width, ellipsis)),
      ];
      return lines.length > 0 ? lines : [[span(' nothing is wrong, as far as this host can know', 'good')]];
    },
    ellipsis,
  );
}

function evidencePanel(view: InstanceView, {at}: RouterTruth, ellipsis: string): Panel {
  return panel(evidenceTitle, width => evidenceLines(view, at, width, ellipsis), ellipsis);
}
