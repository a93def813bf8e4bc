import {readRule} from '../actions/read-rule.js';
import {preview} from '../actions/preview.js';
import type {Model} from '../model.js';
import {screens} from '../screens/screens.js';
import {measures} from '../screens/services/measures.js';
import type {Sort} from '../screens/services/arrange.js';
import {arranged} from '../screens/services/arranged.js';
import {say, type Step, step} from '../step.js';
import {applyFilter} from './filter.js';
import {openScreen} from '../open-screen.js';

/** One word after the colon. */
interface TypedCommand {
  readonly name: string;
  readonly describe: string;
  run(model: Model, rest: string, wrong: (problem: string) => Step): Step;
}

export const typedCommands: readonly TypedCommand[] = [
  ...screens.map(({name, title}) => ({
    name,
    describe: `the screen ${title}`,
    run: (model: Model) => openScreen(model, name),
  })),
  {name: 'filter', describe: 'filter TEXT: as /', run: (model, rest) => applyFilter(model, rest)},
  {name: 'sort', describe: 'sort COLUMN [up|down]', run: sort},
  {name: 'interval', describe: 'interval SECONDS: between two refreshes', run: changeInterval},
  {name: 'help', describe: 'the keys', run: model => step({...model, overlay: {type: 'help', offset: 0}})},
  {name: 'quit', describe: 'leave', run: model => step(model, {type: 'quit'})},
];

/** Runs what was typed after the colon: a name or its beginning, or an ipvsadm command. */
export function runCommand(model: Model, text: string, wrong: (problem: string) => Step): Step {
  if (text === '') return step(model);
  if (/^(-|ipvsadm |lvsctl )/.test(text)) {
    if (model.settings.isReadOnly) return wrong('this console only reads (--read-only)');
    if (!model.snapshot) return wrong('there is no data yet');
    const plan = readRule(text, model.snapshot);
    return 'problem' in plan ? wrong(plan.problem) : preview(model, plan);
  }
  const [name = '', ...rest] = text.split(/\s+/);
  const found = typedCommands.filter(command => command.name.startsWith(name));
  const exact = found.find(command => command.name === name) ?? found[0];
  if (!exact || (found.length > 1 && exact.name !== name))
    return wrong(
      `there is no '${name}'; there are: ${typedCommands.map(command => command.name).join(', ')}, or an ipvsadm command`,
    );
  return exact.run(model, rest.join(' '), wrong);
}

function sort(model: Model, rest: string, wrong: (problem: string) => Step): Step {
  const [by = '', direction] = rest.split(/\s+/);
  if (by !== 'name' && !(by in measures)) return wrong(`sort by name, ${Object.keys(measures).join(', ')}`);
  if (direction !== undefined && direction !== 'up' && direction !== 'down') return wrong('up or down');
  const isDescending = direction === undefined ? by !== 'name' : direction === 'down';
  return arranged(model, {sort: {by: by as Sort['by'], isDescending}});
}

function changeInterval(model: Model, rest: string, wrong: (problem: string) => Step): Step {
  const interval = Number(rest);
  if (rest.trim() === '' || !(interval >= 0.1 && interval <= 3600))
    return wrong('a number of seconds from 0.1 to 3600');
  return step(say({...model, settings: {...model.settings, interval}}, `Every ${interval} s.`));
}
