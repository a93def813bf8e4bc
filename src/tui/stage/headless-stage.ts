import type {Glance, LocalWish, Stage, StageFrame} from '../../remote/stage.js';
import type {Dashboard} from '../dashboard.js';
import type {ClockWorld} from '../world.js';
import {frame} from '../view/frame.js';
import {glanceOf} from './glance.js';
import {localKeys} from './local-keys.js';

/** Between two frames that nobody pressed a key for, and between two glances, milliseconds. */
const pace = {frame: 40, glance: 500} as const;

/** A dashboard of this machine's table whose frames are taken by whoever shows it. */
export class HeadlessStage implements Stage {
  onChange: () => void = () => {};
  onSave: (preferences: Readonly<Record<string, unknown>>) => void = () => {};
  onWish: (wish: LocalWish) => void = () => {};
  #frame: StageFrame | undefined;
  #glance: Glance | undefined;
  #pressed = 0;
  #isShown = true;
  #isOver = false;
  #cancelFrame: (() => void) | undefined;
  #cancelGlance: (() => void) | undefined;

  constructor(
    private readonly dashboard: Dashboard,
    private readonly world: Pick<ClockWorld, 'after'>,
  ) {}

  get frame(): StageFrame | undefined {
    return this.#frame;
  }

  get glance(): Glance | undefined {
    return this.#glance;
  }

  start(): void {
    this.dashboard.subscribe(() => this.#changed());
    this.dashboard.start({
      repaint: () => this.onWish('repaint'),
      suspend: () => this.onWish('suspend'),
      quit: () => this.onWish('quit'),
    });
    this.dashboard.watchRouters();
    this.#draw();
  }

  press(keys: readonly string[]): void {
    for (const key of keys) this.dashboard.dispatch({type: 'key', key});
    this.#pressed += keys.length;
    this.#draw();
  }

  paste(text: string): void {
    this.dashboard.dispatch({type: 'paste', text});
    this.#draw();
  }

  resize(columns: number, rows: number): void {
    this.dashboard.dispatch({type: 'resize', columns, rows});
    this.#draw();
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (isShown) this.#draw();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#cancelFrame?.();
    this.#cancelGlance?.();
    await this.dashboard.stop();
  }

  #changed(): void {
    if (this.#isOver) return;
    if (this.#isShown) this.#cancelFrame ??= this.world.after(pace.frame, () => this.#draw());
    this.#cancelGlance ??= this.world.after(this.#glance?.at === undefined ? 0 : pace.glance, () => this.#look());
  }

  #draw(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    if (this.#isOver || !this.#isShown) return;
    const model = this.dashboard.current();
    const rows = frame(model).map(({line, isSelected = false}) => ({line, isSelected}));
    this.#frame = {rows, pressed: this.#pressed, isTyping: model.overlay?.type === 'prompt', local: localKeys(model)};
    this.onChange();
  }

  #look(): void {
    this.#cancelGlance = undefined;
    if (this.#isOver) return;
    this.#glance = glanceOf(this.dashboard.current(), this.#glance);
    this.onChange();
  }
}
