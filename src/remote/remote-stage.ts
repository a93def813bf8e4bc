import {applyFrameChange} from './frame-change.js';
import {readGlance} from './read-glance.js';
import {RemoteFailure, type RemoteHost} from './remote-host.js';
import type {Glance, LocalWish, Stage, StageFrame, StageOptions} from './stage.js';

/** How long a host may take for an answer, milliseconds: opening starts watching virtual routers there; closing ends moves. */
const patience = {open: 15_000, press: 10_000, close: 3000} as const;

/** The dashboard of another host: it runs there, its frames are shown here. */
export class RemoteStage implements Stage {
  onChange: () => void = () => {};
  onSave: (preferences: Readonly<Record<string, unknown>>) => void = () => {};
  onWish: (wish: LocalWish) => void = () => {};
  frame: StageFrame | undefined;
  glance: Glance | undefined;
  readonly #stops: readonly (() => void)[];

  private constructor(private readonly host: RemoteHost) {
    this.#stops = [
      host.onNotification('top.frame', change =>
        this.#receive(() => (this.frame = applyFrameChange(this.frame, change))),
      ),
      host.onNotification('top.glance', glance => this.#receive(() => (this.glance = readGlance(glance, this.glance)))),
      host.onNotification('top.save', given => {
        const {preferences} = (given ?? {}) as {preferences?: unknown};
        if (typeof preferences === 'object' && preferences !== null) this.onSave({...preferences});
      }),
      host.onNotification('top.wish', given => {
        const {wish} = (given ?? {}) as {wish?: unknown};
        if (wish === 'quit' || wish === 'suspend' || wish === 'repaint') this.onWish(wish);
      }),
    ];
  }

  /** Rejects with RemoteFailure. */
  static async open(host: RemoteHost, options: StageOptions): Promise<RemoteStage> {
    const stage = new RemoteStage(host);
    try {
      await host.call('top.open', options, {timeout: patience.open});
      return stage;
    } catch (error) {
      stage.#forget();
      stage.#send('top.close', {}); // it may yet be opened there, and would stand in the way of the next
      throw error;
    }
  }

  press(keys: readonly string[]): void {
    this.#send('top.press', {keys});
  }

  paste(text: string): void {
    this.#send('top.press', {paste: text});
  }

  resize(columns: number, rows: number): void {
    this.#send('top.resize', {columns, rows});
  }

  show(isShown: boolean): void {
    this.#send('top.show', {isShown});
  }

  async close(): Promise<void> {
    this.#forget();
    if (this.host.state.state === 'ready') await this.host.call('top.close', {}, {timeout: patience.close});
  }

  #forget(): void {
    for (const stop of this.#stops) stop();
  }

  /** What does not arrive is told by the state of the host. */
  #send(method: string, parameters: object): void {
    this.host.call(method, parameters, {timeout: patience.press}).catch(() => {});
  }

  #receive(take: () => void): void {
    try {
      take();
    } catch {
      return; // another version's, or nobody's: what was shown stays
    }
    this.onChange();
  }
}

/** What a stage is opened on: rejects where the host is not there. */
export async function openRemoteStage(host: RemoteHost, options: StageOptions): Promise<Stage> {
  if (host.state.state === 'down') throw new RemoteFailure(host.name, 'down', host.state.words);
  return RemoteStage.open(host, options);
}
