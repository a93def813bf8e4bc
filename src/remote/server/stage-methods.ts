import {frameChange} from '../frame-change.js';
import {sentGlance} from '../read-glance.js';
import type {Glance, Stage, StageFrame, StageOptions} from '../stage.js';

/** What the methods `top.*` need. */
export interface StageMethodsWorld {
  /** Rejects in words. */
  openStage(options: StageOptions): Promise<Stage>;
  /** Sends a notification. */
  notify(method: string, parameters: unknown): void;
  readonly mayWrite: boolean;
}

/** Largest terminal there is, and most keys of one press. */
const most = {columns: 2000, rows: 1000, keys: 1000, text: 100_000} as const;

/** The methods `top.*` of one connection: at most one dashboard. */
export class StageMethods {
  #stage: Stage | undefined;
  #frame: StageFrame | undefined;
  #glance: Glance | undefined;

  constructor(private readonly world: StageMethodsWorld) {}

  /** Rejects with TypeError for parameters that are none, with Error in words for what cannot be. */
  async call(method: string, given: unknown): Promise<unknown> {
    const parameters = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
    switch (method) {
      case 'top.open':
        return this.#open(parameters);
      case 'top.press':
        return this.#press(parameters);
      case 'top.resize':
        this.#opened().resize(integer(parameters, 'columns', most.columns), integer(parameters, 'rows', most.rows));
        return {};
      case 'top.show':
        this.#frame = parameters.isShown === true ? undefined : this.#opened().frame; // whoever looks again gets the whole
        this.#opened().show(parameters.isShown === true);
        return {};
      case 'top.close':
        await this.close();
        return {};
      default:
        throw new TypeError(`there is no method ${method}`);
    }
  }

  async close(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    await stage?.close();
  }

  async #open(parameters: Record<string, unknown>): Promise<object> {
    if (this.#stage) throw new Error('the dashboard is open already');
    const {interval, preferences} = parameters;
    const stage = await this.world.openStage({
      columns: integer(parameters, 'columns', most.columns),
      rows: integer(parameters, 'rows', most.rows),
      isReadOnly: parameters.isReadOnly === true || !this.world.mayWrite,
      interval: typeof interval === 'number' && interval >= 0.1 && interval <= 3600 ? interval : undefined,
      preferences: typeof preferences === 'string' ? preferences.slice(0, most.text) : '',
      timeOffset: typeof parameters.timeOffset === 'number' ? parameters.timeOffset : 0,
      isAscii: parameters.isAscii === true,
    });
    this.#stage = stage;
    stage.onChange = () => this.#send(stage);
    stage.onSave = saved => this.world.notify('top.save', saved);
    stage.onWish = wish => this.world.notify('top.wish', {wish});
    this.#send(stage);
    return {};
  }

  #press({keys, paste}: Record<string, unknown>): object {
    const stage = this.#opened();
    if (typeof paste === 'string') stage.paste(paste.slice(0, most.text));
    if (Array.isArray(keys)) stage.press(keys.slice(0, most.keys).map(String));
    return {};
  }

  #opened(): Stage {
    if (!this.#stage) throw new Error('the dashboard is not open: top.open comes first');
    return this.#stage;
  }

  /** Only what is another. */
  #send({frame, glance}: Stage): void {
    if (frame && frame !== this.#frame) this.world.notify('top.frame', frameChange(this.#frame, frame));
    if (glance && glance !== this.#glance) this.world.notify('top.glance', sentGlance(this.#glance, glance));
    this.#frame = frame;
    this.#glance = glance;
  }
}

function integer(parameters: Record<string, unknown>, name: string, largest: number): number {
  const value = parameters[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest)
    throw new TypeError(`${name} is a number from 1 to ${largest}`);
  return value;
}
