import {escapeControls} from '../../../ipvs/outside-text.js';
import type {CheckedCheck} from '../../../director/protocol/checks-report.js';
import type {CheckedPlace} from '../../../managers/checked-places.js';
import {type Panel, panel} from '../../components/panel.js';
import {wrap} from '../../components/wrap.js';
import type {Model} from '../../model.js';
import {age} from '../../text/age.js';
import {sparkline} from '../../text/sparkline.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {latencyText, trendOf, trendTop} from './latencies.js';
import {checkStateRoles} from './words.js';

/** The checks of a server: what each said last, how long it took, when it comes again. */
export function checkPanel({pool, server}: CheckedPlace, model: Model, title: string): Panel {
  const {ellipsis} = model.settings.glyphs;
  const name = title === 'CHECKS' ? title : `${title} ${escapeControls(server.name)} IN ${escapeControls(pool.name)}`;
  return panel(
    name,
    width =>
      server.checks.length > 0
        ? server.checks.flatMap(check => checkLines(check, model, width))
        : [[span(' it has no checks', 'muted')]],
    ellipsis,
  );
}

const trendWidth = 20;

function checkLines(check: CheckedCheck, {settings, now}: Model, width: number): readonly Line[] {
  const {glyphs} = settings;
  const {name, state, words, latency, lastAt, nextAt, contrary, needed, since} = check;
  const values = trendOf(check).slice(-trendWidth);
  const hasTrend = values.length > 0 && width >= 60;
  const role = checkStateRoles[state];
  const nameWidth = Math.max(12, Math.min(44, width - 12 - (hasTrend ? trendWidth + 10 : 0)));
  const head: Line = [
    span(fit(` ${state}`, 9, 'left', ''), role),
    span(fit(escapeControls(name), nameWidth, 'left', glyphs.ellipsis), 'title'),
    ...(hasTrend ? [span(` ${sparkline(values, trendWidth, glyphs, trendTop(values))}`, 'chart1')] : []),
    span(latency === undefined ? '' : ` ${latencyText(latency).padStart(6)}`),
  ];
  const times = [
    ...(since === undefined ? [] : [`${state} for ${age(now - since)}`]),
    ...(lastAt === undefined ? [] : [`last ${age(now - lastAt)} ago`]),
    ...(nextAt === undefined || nextAt < now ? [] : [`next in ${age(nextAt - now)}`]),
    ...(contrary > 0 ? [`${contrary} of ${needed} that would turn it`] : []),
  ];
  const said = words === '' ? [] : wrap(escapeControls(words), Math.max(20, width - 10), glyphs.ellipsis);
  const lines: Line[] = said.slice(0, 3).map(line => [span(`         ${line}`, state === 'down' ? 'bad' : 'plain')]);
  return [head, ...lines, ...(times.length > 0 ? [[span(`         ${times.join(', ')}`, 'muted')]] : [])];
}
