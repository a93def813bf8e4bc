import assert from 'node:assert/strict';
import {Model} from './model.js';

/** One run: a configuration, and whatever may befall it. @returns how many events there were */
export function play(seed: number, trace: (words: string) => void = () => {}): number {
  const model = new Model(seed, trace);
  const {dice} = model;
  model.configure(model.site.pools());
  for (let round = 5 + dice.below(25); round > 0; round--) {
    model.changeMood();
    model.run(model.now + dice.below(dice.pick([200, 2000, 20_000])));
    dice.pick(disturbances)(model);
  }
  return model.events;
}

const disturbances: readonly ((model: Model) => void)[] = [
  () => {},
  model => model.configure(model.site.pools()),
  reloadTheSame,
  model => switchSome(model, 'disable'),
  model => switchSome(model, 'enable'),
  model => switchSome(model, 'enable'),
  model => model.standStill(model.dice.pick([500, 1500, 3000, 60_000])),
];

/** A reload of the same settings changes nothing: not a place, not a try. */
function reloadTheSame(model: Model): void {
  model.step({type: 'clock'}); // what is due by now
  const before = JSON.stringify(model.health.pools);
  const checks = [...model.oracle.checks.keys()];
  const standings = JSON.stringify(checks.map(key => model.health.check(key)));
  const effects = model.configure(structuredClone(model.settings) as typeof model.settings);
  assert.equal(JSON.stringify(model.health.pools), before);
  assert.equal(JSON.stringify(checks.map(key => model.health.check(key))), standings, 'and the checks');
  const others = effects.filter(({type}) => type === 'try' || type === 'cancel');
  assert.deepEqual(others, []);
}

function switchSome(model: Model, type: 'disable' | 'enable'): void {
  const {dice, settings} = model;
  if (settings.length === 0) return;
  const {name, members} = dice.pick(settings);
  const member = members.length > 0 && dice.happens(0.7) ? dice.pick(members).name : undefined;
  model.step({type, pool: name, member});
}
