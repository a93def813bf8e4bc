import type {ControlHandler} from './control-handler.js';
import type {ControlWorld} from './control-world.js';

/** The state as JSON, made once for all who ask for it in the same turn of the loop. */
export class StateText {
  #text: string | undefined;

  constructor(
    private readonly handler: Pick<ControlHandler, 'state'>,
    private readonly world: Pick<ControlWorld, 'soon'>,
  ) {}

  /** @throws whatever the handler's state throws */
  get text(): string {
    if (this.#text === undefined) {
      this.#text = JSON.stringify(this.handler.state());
      this.world.soon(() => this.forget());
    }
    return this.#text;
  }

  /** It is another one by now. */
  forget(): void {
    this.#text = undefined;
  }
}
