import type {Lost} from '../../remote/remote-host.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {wrap} from '../components/wrap.js';
import {age, clockTime} from '../text/age.js';
import {span} from '../theme/role.js';
import type {ScreenLine} from '../view/screen-line.js';
import {fleetKeys} from './fleet-keys.js';
import {type FleetModel, type Member, stageRows} from './fleet-model.js';

/** Instead of the dashboard of a director that cannot be asked: since when, why, and what happens next. */
export function viewAbsent(model: FleetModel, member: Member): readonly ScreenLine[] {
  const height = stageRows(model);
  const room = Math.max(10, model.columns - 4);
  const paragraphs = sentences(model, member).flatMap(({text, role}) =>
    wrap(text, room, model.glyphs.ellipsis).map(words => ({line: [span(`  ${words}`, role)]})),
  );
  const body: ScreenLine[] = [{line: []}, ...paragraphs].slice(0, height - 1);
  const blanks = Array.from({length: Math.max(0, height - 1 - body.length)}, () => ({line: []}));
  return [...body, ...blanks, {line: fleetKeys(model, ['fleet'])}];
}

function sentences({now, timeOffset}: FleetModel, {name, link, glance}: Member) {
  const last = glance?.at === undefined ? [] : [span(`Seen last at ${clockTime(glance.at, timeOffset)}.`, 'muted')];
  const downSentences = (host: string, {since, words}: Lost) => [
    span(`${host} is down since ${clockTime(since, timeOffset)} (${age(now - since)}).`, 'bad'),
    span(escapeControls(words), 'plain'),
  ];
  switch (link.state) {
    case 'ready':
      return [span(`${name} answers; its dashboard is being opened.`, 'title')];
    case 'connecting':
      return link.lost
        ? [...downSentences(name, link.lost), span('It is being connected to now.', 'muted'), ...last]
        : [
            span(`${name}: connecting for ${age(now - link.since)}`, 'title'),
            span('ssh opens the connection and starts lvsctl there.', 'muted'),
          ];
    case 'silent':
      return [span(`${name} has not answered for ${age(now - link.since)}.`, 'bad')];
    case 'down': {
      const again =
        link.retryAt === undefined
          ? 'It is not tried again.'
          : `It is tried again ${link.retryAt <= now ? 'now' : `in ${age(link.retryAt - now + 999)}`}.`;
      return [...downSentences(name, link), span(again, 'muted'), ...last];
    }
  }
}
