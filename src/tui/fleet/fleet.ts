import type {HostState} from '../../remote/remote-host.js';
import type {Stage, StageOptions} from '../../remote/stage.js';
import type {Performance, Picture, TerminalControl, TerminalEvent} from '../performance.js';
import type {Preferences} from '../preferences/preferences.js';
import type {ClockWorld} from '../world.js';
import {fleetFrame} from './fleet-frame.js';
import {type FleetEffect, type FleetEvent, type FleetModel, stageRows} from './fleet-model.js';
import {keptColumns} from './kept-columns.js';
import {updateFleet} from './update-fleet.js';
import {systemWords} from '../../ipvs/system-words.js';

/** Where a director's dashboard comes from. */
export interface StageSource {
  readonly name: string;
  /** How it is with the way to it. */
  readonly link: HostState;
  /** @returns what ends it */
  onLink(call: () => void): () => void;
  /** Opens its dashboard, once its link is ready. Rejects in words. */
  open(options: StageOptions): Promise<Stage>;
  close(): void;
}

/** What several directors on one terminal get from outside. */
export interface FleetWorld extends Pick<ClockWorld, 'clock' | 'after'> {
  readonly sources: readonly StageSource[];
  /** With the size that is asked for then. */
  readonly stageOptions: Omit<StageOptions, 'columns' | 'rows'>;
  /** Keeps what was chosen in one of the dashboards. Rejects where it cannot. */
  keep(preferences: Pick<Preferences, 'columns'>): Promise<unknown>;
}

/** Ages on the screen are told anew so often, milliseconds. */
const aging = 1000;

/** A dashboard that could not be opened is tried again after so long, milliseconds. */
const reopening = 10_000;

/** Several directors on one terminal: each has its own dashboard, which goes on while another is looked at. */
export class Fleet implements Performance<FleetModel> {
  readonly #stages = new Map<number, Stage>();
  readonly #opening = new Set<number>();
  readonly #reopenings = new Map<number, () => void>();
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #terminal: TerminalControl | undefined;
  #cancelClock: () => void = () => {};
  #isOver = false;

  constructor(
    private readonly world: FleetWorld,
    private model: FleetModel,
  ) {}

  current = (): FleetModel => this.model;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch = (event: TerminalEvent | FleetEvent): void => {
    if (this.#isOver) return;
    const [model, effects] = updateFleet(this.model, event, this.world.clock());
    this.model = model;
    for (const effect of effects) this.#perform(effect);
    for (const listener of this.#listeners) listener();
  };

  draw(model: FleetModel): Picture {
    return {columns: model.columns, rows: model.rows, theme: model.theme, lines: fleetFrame(model)};
  }

  /** NB: a move on another host goes on there, and is ended or put back there. */
  unfinished(): undefined {
    return undefined;
  }

  start(terminal: TerminalControl): void {
    this.#terminal = terminal;
    for (const [index, source] of this.world.sources.entries()) {
      this.#stops.push(source.onLink(() => this.#linkChanged(index)));
      this.#linkChanged(index);
    }
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#cancelClock();
    for (const stop of [...this.#stops, ...this.#reopenings.values()]) stop();
    await Promise.all([...this.#stages.values()].map(stage => stage.close().catch(() => {})));
    for (const source of this.world.sources) source.close();
  }

  #tick(): void {
    this.#cancelClock = this.world.after(aging, () => {
      this.dispatch({type: 'clock'});
      if (!this.#isOver) this.#tick();
    });
  }

  #linkChanged(index: number): void {
    const source = this.world.sources[index] as StageSource;
    const {link} = source;
    this.dispatch({type: 'member', index, change: {link}});
    if (link.state === 'down') {
      this.#stages.delete(index); // its other side is gone with the connection, and with it who takes keys
      this.dispatch({type: 'member', index, change: {frame: undefined, sent: 0}});
    } else if (link.state === 'ready') {
      void this.#open(index, source);
    }
  }

  async #open(index: number, source: StageSource): Promise<void> {
    if (this.#stages.has(index) || this.#opening.has(index)) return;
    this.#opening.add(index);
    try {
      const {columns} = this.model;
      const stage = await source.open({...this.world.stageOptions, columns, rows: stageRows(this.model)});
      if (this.#isOver) return void stage.close().catch(() => {});
      this.#stages.set(index, stage);
      this.dispatch({type: 'member', index, change: {frame: undefined, sent: 0}});
      stage.onChange = () => this.dispatch({type: 'member', index, change: {frame: stage.frame, glance: stage.glance}});
      stage.onSave = preferences => void this.#keep(preferences);
      stage.onWish = wish => this.dispatch({type: 'wish', index, wish});
      stage.resize(this.model.columns, stageRows(this.model)); // it may be another by now
      stage.show(index === this.model.shown && !this.model.isAll);
      stage.onChange();
    } catch (error) {
      this.dispatch({type: 'note', words: `${source.name}: ${(error as Error).message}`, isBad: true});
      this.#reopenings.get(index)?.();
      if (!this.#isOver)
        this.#reopenings.set(
          index,
          this.world.after(reopening, () => this.#linkChanged(index)),
        );
    } finally {
      this.#opening.delete(index);
    }
  }

  async #keep(preferences: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = keptColumns(preferences);
    if (!columns) return;
    try {
      await this.world.keep(columns);
    } catch (error) {
      this.dispatch({type: 'note', words: `Not saved: ${systemWords(error)}`, isBad: true});
    }
  }

  #perform(effect: FleetEffect): void {
    switch (effect.type) {
      case 'press':
        return this.#stages.get(effect.index)?.press([effect.key]);
      case 'paste':
        return this.#stages.get(effect.index)?.paste(effect.text);
      case 'resize':
        for (const stage of this.#stages.values()) stage.resize(effect.columns, effect.rows);
        return;
      case 'show':
        for (const [index, stage] of this.#stages) stage.show(index === effect.index);
        return;
      case 'repaint':
        return this.#terminal?.repaint();
      case 'suspend':
        return this.#terminal?.suspend();
      case 'quit':
        return this.#terminal?.quit();
    }
  }
}
