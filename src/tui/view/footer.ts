import {escapeControls} from '../../ipvs/outside-text.js';
import {commandsOf} from '../actions/plan.js';
import type {Intention} from '../keymap/bindings.js';
import {keyLabel} from '../keymap/key-name.js';
import type {Model} from '../model.js';
import {answerOf} from '../overlay/answer.js';
import type {Overlay} from '../overlay/overlay.js';
import {handoverQuestion} from '../screens/ha/preflight.js';
import {cut, fit} from '../text/width.js';
import {type Line, type Role, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';
import {scopesOf} from '../update.js';

/** The line above the keys: a question, what is typed, why there is no data, or what was done. */
export function statusLine(model: Model): Line {
  const {overlay, problem, message, columns, settings} = model;
  const {ellipsis} = settings.glyphs;
  if (overlay?.type === 'prompt') return promptLine(overlay, columns, ellipsis);
  if (overlay?.type === 'preview') {
    const commands = commandsOf(overlay.plan);
    const text = ` ${commands.length > 0 ? commands.join('; ') : `${overlay.plan.title}: the table stays as it is`}`;
    return [span(cut(text, columns, ellipsis), overlay.plan.danger === undefined ? 'prompt' : 'danger')];
  }
  if (overlay?.type === 'handover' && !message) return [handoverQuestion(overlay)];
  if (message) return [span(cut(` ${message.text}`, columns, ellipsis), message.role)];
  if (problem) return [span(cut(` ${problem.words}`, columns, ellipsis), 'bad')];
  return [];
}

/** Over the last rows of the screen: what to know of the shown change, and last why it is dangerous. */
export function noteLines({overlay, columns, settings}: Model): readonly Line[] {
  if (overlay?.type !== 'preview') return [];
  const {glyphs} = settings;
  const {notes = [], danger} = overlay.plan;
  const line = (text: string, role: Role): Line => [span(fit(` ${text}`, columns, 'left', glyphs.ellipsis), role)];
  return [
    ...notes.slice(0, mostNotes).map(note => line(`${glyphs.bullet} ${note}`, 'prompt')),
    ...(danger === undefined ? [] : [line(`${glyphs.warning} ${danger}`, 'danger')]),
  ];
}

/** Of a small terminal the list is to be seen as well. */
const mostNotes = 4;

const promptSigns = {
  filter: '/',
  command: ':',
  rule: 'ipvsadm ',
  weight: 'weight: ',
  hold: 'for how long, and why: ',
  drain: 'drain for how long, and why: ',
  'switch-checks': 'why: ',
} as const;

/** What is about to be done stands before what is typed for it. */
function promptSign(purpose: Extract<Overlay, {type: 'prompt'}>['purpose']): string {
  if (purpose.type !== 'switch-checks') return promptSigns[purpose.type];
  const {name, to} = purpose.wanted;
  const checks = `the checks of ${escapeControls(name.server)}`;
  return to === 'enabled' ? `Enter switches ${checks} on again ` : `switch ${checks} off, because: `;
}

function promptLine(
  {purpose, line, problem}: Extract<Overlay, {type: 'prompt'}>,
  columns: number,
  ellipsis: string,
): Line {
  const sign = promptSign(purpose);
  const room = columns - sign.length - 1;
  const start = Math.max(0, line.cursor - room + 1);
  const shown = line.text.slice(start, start + room);
  const at = line.cursor - start;
  const spans: Span[] = [
    span(sign, 'key'),
    span(shown.slice(0, at), 'prompt'),
    span(shown[at] ?? ' ', 'current'),
    span(shown.slice(at + 1), 'prompt'),
  ];
  const left = columns - lineWidth(spans);
  return problem === undefined || left < 8 ? spans : [...spans, span(cut(`  ${problem}`, left, ellipsis), 'bad')];
}

/** The most useful keys now, made from the keymap. */
export function keysLine(model: Model): Line {
  const {columns, settings, overlay} = model;
  if (overlay?.type === 'prompt')
    return [span(' Enter', 'key'), span(' done  ', 'muted'), span('Esc', 'key'), span(' cancel', 'muted')];
  const isQuestion = overlay?.type === 'preview' || overlay?.type === 'handover';
  const scopes = overlay?.type === 'preview' ? (['preview'] as const) : scopesOf(model);
  const pairs = scopes.flatMap(scope =>
    settings.keymap.bindings
      .filter(
        binding =>
          binding.scope === scope &&
          !(binding.intention === 'undo' && (model.screen === 'ha' || model.screen === 'checks')),
      )
      .filter(({intention}) => !isQuestion || isAnswer(intention, overlay))
      .flatMap(({intention, keys: [key], short}) =>
        key === undefined || short === undefined
          ? []
          : [{intention, spans: [span(` ${keyLabel(key)}`, 'key'), span(` ${short} `, 'muted')]}],
      ),
  );
  const always = pairs
    .filter(({intention}) => intention === 'help' || intention === 'quit')
    .flatMap(({spans}) => spans);
  const shown: Span[] = [];
  for (const {intention, spans} of pairs) {
    if (intention === 'help' || intention === 'quit') continue;
    if (lineWidth(shown) + lineWidth(spans) + lineWidth(always) <= columns) shown.push(...spans);
  }
  return [...shown, ...always];
}

/** Of the keys that make what is shown, only the one that does now. */
function isAnswer(intention: Intention, overlay: Overlay): boolean {
  return (intention !== 'confirm' && intention !== 'confirm-danger') || answerOf(overlay) === intention;
}
