import {errorCodes} from '../../director/protocol/methods.js';
import {ProtocolError} from '../../director/protocol/protocol-error.js';
import {frameChange} from '../frame-change.js';
import {sentGlance} from '../read-glance.js';
import {formatRpcRequest} from '../rpc-message.js';
import type {Stage, StageOptions} from '../stage.js';
import type {RpcParameters} from './rpc-parameters.js';
import type {SessionWorld} from './session-world.js';

/** Above it frames are not sent but the last, when the others have been read. Bytes. */
const mostUnread = 256 * 1024;

/** The dashboard of this host for a client: one at a time. */
export class SentStage {
  #stage: Promise<Stage> | undefined;
  #opened: Stage | undefined;
  #sentFrame: Stage['frame'];
  #sentGlance: Stage['glance'];

  constructor(
    private readonly mayWrite: boolean,
    private readonly world: Pick<SessionWorld, 'openStage' | 'output'>,
  ) {}

  async open(options: StageOptions): Promise<object> {
    if (this.#stage) throw new ProtocolError(errorCodes.refused, 'the dashboard is open already');
    this.#stage = this.world.openStage({...options, isReadOnly: options.isReadOnly || !this.mayWrite});
    this.#sentFrame = undefined;
    this.#sentGlance = undefined;
    try {
      const stage = await this.#stage;
      this.#opened = stage;
      stage.onChange = () => this.#send();
      stage.onSave = preferences => this.#notify('top.save', {preferences});
      stage.onWish = wish => this.#notify('top.wish', {wish});
      this.world.output.onRead = () => this.#send();
      this.#send();
      return {};
    } catch (error) {
      this.#stage = undefined;
      throw error;
    }
  }

  press({keys, paste}: RpcParameters['top.press']): object {
    const stage = this.#require();
    if (keys) stage.press(keys);
    if (paste !== undefined) stage.paste(paste);
    return {};
  }

  resize({columns, rows}: RpcParameters['top.resize']): object {
    this.#require().resize(columns, rows);
    return {};
  }

  show({isShown}: RpcParameters['top.show']): object {
    this.#require().show(isShown);
    return {};
  }

  /** Idempotent. */
  async close(): Promise<object> {
    const stage = await this.#stage?.catch(() => undefined);
    this.#stage = undefined;
    this.#opened = undefined;
    await stage?.close();
    return {};
  }

  #require(): Stage {
    if (!this.#opened) throw new ProtocolError(errorCodes.refused, 'the dashboard is not open: top.open first');
    return this.#opened;
  }

  #send(): void {
    const stage = this.#opened;
    if (!stage || this.world.output.unread > mostUnread) return;
    const {frame, glance} = stage;
    if (frame && frame !== this.#sentFrame) this.#notify('top.frame', frameChange(this.#sentFrame, frame));
    if (glance && glance !== this.#sentGlance) this.#notify('top.glance', sentGlance(this.#sentGlance, glance));
    this.#sentFrame = frame;
    this.#sentGlance = glance;
  }

  #notify(method: string, params: object): void {
    this.world.output.put(formatRpcRequest(undefined, method, params));
  }
}
