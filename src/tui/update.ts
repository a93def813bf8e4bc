import {carriedOut} from './actions/carried-out.js';
import {undo} from './actions/undo.js';
import {receiveDrains} from './drains/receive.js';
import type {Event} from './event.js';
import type {Scope} from './keymap/binding.js';
import type {Intention} from './keymap/bindings.js';
import {listHeight} from './layout.js';
import type {Model} from './model.js';
import {openNeighbour, openScreen} from './open-screen.js';
import {updateColumns} from './overlay/columns.js';
import {applyFilter} from './overlay/filter.js';
import {updateHelp} from './overlay/help.js';
import {openPrompt} from './overlay/open-prompt.js';
import {pasteIntoPrompt, updatePrompt} from './overlay/prompt.js';
import {updatePreview} from './overlay/preview.js';
import {editedLine} from './components/line-editor.js';
import {receiveChecks} from './screens/checks/receive.js';
import {withCheckRows} from './screens/checks/state.js';
import {closeChecksDetail, updateChecks} from './screens/checks/update.js';
import {receiveConnections, withConnectionRows} from './screens/connections/state.js';
import {updateConnections} from './screens/connections/update.js';
import {updateDetail} from './screens/detail/state.js';
import {receiveDirector, updateDirector} from './screens/director/state.js';
import {updateEvents} from './screens/events/state.js';
import {withRouterRows} from './screens/ha/state.js';
import {updateHandover} from './screens/ha/move.js';
import {receiveRouters} from './screens/ha/receive.js';
import {updateHa} from './screens/ha/update.js';
import {receiveData} from './receive-data.js';
import {type ScreenName, screens} from './screens/screens.js';
import {withRows} from './screens/services/state.js';
import {updateServices} from './screens/services/update.js';
import {say, type Step, step} from './step.js';

/** What becomes of the dashboard by an event, and what it wants done. Pure: the clock is handed in. */
export function update(before: Model, event: Event, now: number): Step {
  const model = withoutOldMessage({...before, now});
  switch (event.type) {
    case 'key':
      return pressKey(model, event.key);
    case 'paste':
      return model.overlay?.type === 'prompt' ? pasteIntoPrompt(model, model.overlay, event.text) : step(model);
    case 'resize':
      return step(resized(model, event.columns, event.rows));
    case 'clock':
      return step(model);
    case 'data':
      return receiveData(model, event.snapshot, event.order);
    case 'arranged':
      return step({
        ...model,
        services: withRows(model.services, model.snapshot, listHeight(model), {order: event.order}),
      });
    case 'connections':
      return step(receiveConnections(model, event.reading));
    case 'director':
      return step(receiveDirector(model, event.reading));
    case 'routers':
      return receiveRouters(model, event.news);
    case 'checks':
      return receiveChecks(model, event.news);
    case 'drains':
      return receiveDrains(model, event.news);
    case 'chart':
      return step({...model, settings: {...model.settings, chart: event.chart}});
    case 'problem':
      return step(withProblem(model, event.words, now));
    case 'carried-out':
      return carriedOut(model, event.plan, event.outcomes);
    case 'refused':
      return step(say(model, event.words, 'bad'), {type: 'refresh'});
    case 'note':
      return step(say(model, event.words, event.isBad ? 'bad' : 'plain'));
  }
}

/** What is news stands before what was said until then. */
function withProblem(model: Model, words: string, now: number): Model {
  const {problem, snapshot, message} = model;
  const isNews = !problem && snapshot !== undefined;
  return {...model, problem: {words, since: problem?.since ?? now}, message: isNews ? undefined : message};
}

function withoutOldMessage(model: Model): Model {
  return model.message && model.message.until <= model.now ? {...model, message: undefined} : model;
}

function resized(model: Model, columns: number, rows: number): Model {
  const next = {...model, columns, rows};
  const services = withRows(next.services, next.snapshot, listHeight(next));
  return withCheckRows(withRouterRows(withConnectionRows({...next, services})));
}

/** The scopes whose keys mean something now, the first to know a key wins. */
export function scopesOf({
  overlay,
  detail,
  screen,
  ha,
  checks,
}: Pick<Model, 'overlay' | 'detail' | 'screen' | 'ha' | 'checks'>): readonly Scope[] {
  if (overlay?.type === 'preview') return ['preview', 'services'];
  if (overlay?.type === 'handover') return ['preview', 'handover'];
  if (overlay) return [overlay.type];
  if (detail) return ['detail', 'everywhere'];
  if (screen === 'ha' && ha.detail) return ['ha-detail', 'routers', 'everywhere'];
  if (screen === 'checks' && checks.detail) return ['checks-detail', 'checked', 'everywhere'];
  return [...screenScopes[screen], 'everywhere'];
}

const screenScopes: Readonly<Record<ScreenName, readonly Scope[]>> = {
  services: ['services', 'list'],
  connections: ['connections', 'list'],
  director: ['director'],
  ha: ['ha', 'routers'],
  checks: ['checks', 'checked', 'list'],
  events: ['events', 'list'],
};

function pressKey(before: Model, key: string): Step {
  const model = before.drains.awaited ? {...before, drains: {...before.drains, awaited: undefined}} : before;
  const {overlay, settings} = model;
  if (overlay?.type === 'prompt') return updatePrompt(model, overlay, key);
  const intention = settings.keymap.intention(key, scopesOf(model));
  if (intention === undefined) return step(model);
  switch (overlay?.type) {
    case 'preview':
      return updatePreview(model, overlay, intention);
    case 'handover':
      return updateHandover(model, overlay, intention);
    case 'help':
      return updateHelp(model, overlay, intention);
    case 'columns':
      return updateColumns(model, overlay, intention);
    case undefined:
      return updateEverywhere(model, intention) ?? updateScreen(model, intention) ?? step(model);
  }
}

function updateScreen(model: Model, intention: Intention): Step | undefined {
  if (model.detail) return updateDetail(model, intention);
  switch (model.screen) {
    case 'services':
      return updateServices(model, intention);
    case 'connections':
      return updateConnections(model, intention);
    case 'director':
      return updateDirector(model, intention);
    case 'events':
      return updateEvents(model, intention);
    case 'ha':
      return updateHa(model, intention);
    case 'checks':
      return updateChecks(model, intention);
  }
}

function updateEverywhere(model: Model, intention: Intention): Step | undefined {
  const screen = screens.find(({name}) => intention === `screen-${name}`);
  if (screen) return openScreen(model, screen.name);
  switch (intention) {
    case 'help':
      return step({...model, overlay: {type: 'help', offset: 0}});
    case 'quit':
      return step(model, {type: 'quit'});
    case 'next-screen':
      return openNeighbour(model, 1);
    case 'previous-screen':
      return openNeighbour(model, -1);
    case 'command':
      return openPrompt(model, {type: 'command'}, editedLine(''));
    case 'back':
      return back(model);
    case 'pause':
      return step({...model, isHeld: !model.isHeld}, {type: 'refresh'});
    case 'refresh':
      return step(model, {type: 'refresh'});
    case 'repaint':
      return step(model, {type: 'repaint'});
    case 'suspend':
      return step(model, {type: 'suspend'});
    case 'undo':
      if (model.screen === 'checks') return step(say(model, notOfChecks, 'warn'));
      return model.screen === 'ha' ? step(say(model, notOfRouters, 'warn')) : undo(model);
    default:
      return undefined;
  }
}

const notOfRouters = 'That takes back changes of services. Here r releases what a switch holds.';

const notOfChecks = 'That takes back changes of services. Here d switches checks off, and on again.';

/** One step back: the message, the detail, the filter. */
function back(model: Model): Step {
  if (model.message) return step({...model, message: undefined});
  if (model.detail) return step({...model, detail: undefined});
  if (model.screen === 'ha' && model.ha.detail) return step({...model, ha: {...model.ha, detail: undefined}});
  if (model.screen === 'checks' && model.checks.detail) return step(closeChecksDetail(model));
  return applyFilter(model, '');
}
