import type {Milliseconds} from '../../vrrp/intervals.js';
import type {TrackedScript} from '../../vrrp/router/configuration.js';
import type {DirectorLog} from '../director-log.js';
import {programEndWords, type ProgramEnd, type Programs, type RunningProgram} from '../programs/programs.js';
import {initialScriptState, type ScriptState, stepScript} from './script-state.js';

export interface ScriptWorld {
  readonly programs: Programs;
  clock(): Milliseconds;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** Runs a tracked script again and again: at its interval, and never while it still runs. */
export class ScriptTracker {
  #state: ScriptState;
  #running: RunningProgram | undefined;
  #stopTimer: () => void = () => {};
  #isOver = false;

  constructor(
    readonly script: TrackedScript,
    private readonly world: ScriptWorld,
    private readonly onChange: () => void,
  ) {
    this.#state = initialScriptState(script);
    this.#run();
  }

  /** Undefined as long as it is not known. */
  get isUp(): boolean | undefined {
    return this.#state.isUp;
  }

  close(): void {
    this.#isOver = true;
    this.#stopTimer();
    if (this.#running?.isGone === false) this.#running.kill();
  }

  #run(): void {
    const {command, user, interval, timeout} = this.script;
    const dueAt = this.world.clock() + interval;
    this.#running = this.world.programs.start({command, user, timeout: timeout || interval}, end => {
      if (this.#isOver) return;
      this.#take(end);
      this.#stopTimer = this.world.after(Math.max(0, dueAt - this.world.clock()), () => this.#runAgain());
    });
  }

  /** One that cannot be killed fails again each time that it would have been run. */
  #runAgain(): void {
    if (this.#running?.isGone !== false) return this.#run();
    this.#take({type: 'too-long'});
    this.#stopTimer = this.world.after(this.script.interval, () => this.#runAgain());
  }

  #take(end: ProgramEnd): void {
    const before = this.#state.isUp;
    this.#state = stepScript(this.script, this.#state, end.type === 'ended' && end.status === 0);
    const {isUp} = this.#state;
    if (isUp === before) return;
    const severity = isUp ? 'info' : 'warning';
    this.world.log(
      severity,
      `script ${this.script.name} ${programEndWords(end)}: it counts as ${isUp ? 'good' : 'bad'}`,
    );
    this.onChange();
  }
}
