import {identityKey} from '../../../vrrp/truth/timeline.js';
import {type ListState, moveList, pageList, selectIndex, selectKey} from '../../components/list.js';
import {scroll} from '../../components/scroll.js';
import type {Intention} from '../../keymap/bindings.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {openColumns} from '../../overlay/columns.js';
import {openFilter} from '../../overlay/open-prompt.js';
import {say, type Step, step} from '../../step.js';
import {detailLines} from './detail.js';
import {routerListHeight} from './layout.js';
import {holdRouter, moveRouter, releaseRouter} from './move.js';
import {type HaDetail, routerRows, selectedRouter} from './state.js';

/** What an intention does on the screen of virtual routers; undefined where it means nothing here. */
export function updateHa(model: Model, intention: Intention): Step | undefined {
  switch (intention) {
    case 'switch-router':
      return moveRouter(model);
    case 'hold-router':
      return holdRouter(model);
    case 'release-router':
      return releaseRouter(model);
    case 'ask-daemon':
      return model.ha.truth
        ? step(say(model, 'Asking the daemon…'), {type: 'routers', wish: {type: 'ask'}})
        : step(model);
    default:
      return model.ha.detail ? updateDetail(model, model.ha.detail, intention) : updateList(model, intention);
  }
}

function updateDetail(model: Model, detail: HaDetail, intention: Intention): Step | undefined {
  const {truth} = model.ha;
  if (intention === 'back') return withDetail(model, undefined);
  if (!truth) return undefined;
  const length = detailLines(model, detail, truth).length;
  const offset = scroll(intention, detail.offset, length, screenArea(model).height - 1);
  return offset === undefined ? undefined : withDetail(model, {...detail, offset});
}

function updateList(model: Model, intention: Intention): Step | undefined {
  const {ha} = model;
  const rows = routerRows(ha);
  const height = routerListHeight(model, rows.length);
  const moved = (list: ListState) => step({...model, ha: {...ha, list}});
  switch (intention) {
    case 'down':
      return moved(moveList(ha.list, rows, height, 1));
    case 'up':
      return moved(moveList(ha.list, rows, height, -1));
    case 'page-down':
      return moved(pageList(ha.list, rows, height, 1));
    case 'page-up':
      return moved(pageList(ha.list, rows, height, -1));
    case 'top':
      return moved(selectIndex(ha.list, rows, height, 0));
    case 'bottom':
      return moved(selectIndex(ha.list, rows, height, rows.length - 1));
    case 'filter':
      return openFilter(model, ha.filterText);
    case 'columns':
      return openColumns(model);
    case 'timeline':
      return ha.truth ? withDetail(model, {type: 'timeline', offset: 0}) : step(model);
    case 'open': {
      const view = selectedRouter(ha);
      return view ? withDetail(model, {type: 'router', key: identityKey(view.identity), offset: 0}) : step(model);
    }
    case 'next-problem': {
      const key = nextFinding(model);
      return key === undefined
        ? step(say(model, 'There is no finding.'))
        : moved(selectKey(ha.list, rows, height, key));
    }
    default:
      return undefined;
  }
}

function withDetail(model: Model, detail: HaDetail | undefined): Step {
  return step({...model, ha: {...model.ha, detail}});
}

/** The next router with a finding, in the order of the list. */
function nextFinding({ha}: Model): string | undefined {
  const rows = routerRows(ha);
  const keys = new Set((ha.truth?.findings ?? []).flatMap(({instance}) => (instance ? [identityKey(instance)] : [])));
  for (let i = 1; i <= rows.length; i++) {
    const key = rows.keyAt((ha.list.index + i) % rows.length);
    if (key !== undefined && keys.has(key)) return key;
  }
  return undefined;
}
