import {placeColumns, type PlacedColumn, rowLine, titleLine} from '../../components/columns.js';
import {beside, fitLine, type Panel, panel, panelGap} from '../../components/panel.js';
import {scrolled} from '../../components/scroll.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {type Line, span} from '../../theme/role.js';
import type {ScreenLine} from '../../view/screen-line.js';
import type {InstanceView} from '../../../vrrp/findings/instance-view.js';
import type {RouterTruth} from '../../../vrrp/truth/router-truth.js';
import {type RouterContext, routerColumns} from './columns.js';
import {detailLines, detailTitle} from './detail.js';
import {emptyLines, noMatchLines, waitingLines} from './empty.js';
import {whyPanel, whyWords} from './evidence.js';
import {findingsPanel} from './findings-panel.js';
import {type HaLayout, haLayout} from './layout.js';
import {peersPanel} from './peers-panel.js';
import {routersOf, selectedRouter} from './state.js';
import {happeningsOf, timelineLines} from './timeline-panel.js';

/** Who is master, and why: the virtual routers, what is wrong with them, and what happened. */
export function viewHa(model: Model): readonly ScreenLine[] {
  const {truth, detail} = model.ha;
  const {height} = screenArea(model);
  const {glyphs} = model.settings;
  if (!truth) return waitingLines(model.ha.access, model).map(line => ({line}));
  if (detail) {
    const lines = scrolled(detailLines(model, detail, truth), detail.offset, height - 1, glyphs);
    return [{line: detailTitle(model, detail, truth)}, ...lines.map(line => ({line}))];
  }
  if (truth.instances.length === 0) return emptyLines(model, truth).map(line => ({line}));
  const routers = routersOf(model.ha);
  const layout = haLayout(model, routers.length);
  return [...listLines(model, truth, routers, layout), ...panelLines(model, truth, layout).map(line => ({line}))];
}

export function placedRouterColumns({
  columns,
  settings,
}: Pick<Model, 'columns' | 'settings'>): readonly PlacedColumn<InstanceView, RouterContext>[] {
  return placeColumns(routerColumns, columns, settings.columns.ha);
}

function listLines(
  model: Model,
  truth: RouterTruth,
  routers: readonly InstanceView[],
  layout: HaLayout,
): readonly ScreenLine[] {
  const {settings, ha} = model;
  const {width} = screenArea(model);
  const {glyphs} = settings;
  const placed = placedRouterColumns(model);
  const context: RouterContext = {glyphs, at: truth.at, findings: truth.findings, holds: truth.holds};
  const shown = routers.slice(ha.list.offset, ha.list.offset + layout.list - 1);
  return [
    {line: titleLine(placed, undefined, width, glyphs)},
    ...shown.map((view, i) => ({
      line: rowLine(placed, view, context, width, glyphs),
      isSelected: ha.list.offset + i === ha.list.index,
    })),
    ...(routers.length === 0 ? noMatchLines(ha.filterText).map(line => ({line})) : []),
  ];
}

function panelLines(model: Model, truth: RouterTruth, layout: HaLayout): readonly Line[] {
  const {width} = screenArea(model);
  const {glyphs} = model.settings;
  const chosen = selectedRouter(model.ha);
  const findings = sized(findingsPanel(truth, chosen, layout.findings, glyphs), layout.findings);
  const why = sized(whyPanel(chosen, truth.at, model.settings), layout.why);
  const peers = sized(peersPanel(chosen, truth.at, glyphs), layout.peers);
  const shortWhy: Line =
    chosen && layout.peers > 0 ? [span(` ${whyWords(chosen, model.settings.timeOffset)}`, 'muted')] : [];
  const happenings = happeningsOf(model.ha).slice(0, layout.timeline - 1);
  const timeline = sized(
    panel(
      'TIMELINE',
      each => (happenings.length > 0 ? timelineLines(model, happenings, each, layout.isWide) : [nothingYet]),
      glyphs.ellipsis,
    ),
    layout.timeline,
  );
  if (!layout.isWide) {
    const peersAndWhy = [...peers(width).slice(0, -1), fitLine(shortWhy, width, glyphs.ellipsis)];
    return [...findings(width), ...(layout.peers > 0 ? peersAndWhy : []), ...timeline(width)];
  }
  const left = Math.floor(width * 0.44);
  return beside([
    {panel: each => [...why(each), ...peers(each), ...findings(each)], width: left},
    {panel: timeline, width: width - panelGap - left},
  ]);
}

const nothingYet: Line = [span(' nothing has happened since this screen was opened', 'muted')];

/** Exactly so many lines. */
function sized(inner: Panel, height: number): Panel {
  return width => {
    if (height <= 0) return [];
    const lines = inner(width).slice(0, height);
    return [...lines, ...Array.from({length: height - lines.length}, () => fitLine([], width, ''))];
  };
}
