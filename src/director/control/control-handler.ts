import type {DirectorState} from '../protocol/director-state.js';
import type {MethodName, MethodTypes} from '../protocol/methods.js';
import type {ReadyJson} from './ready-json.js';

/** Methods that are not answered by the state alone. */
export type HandledMethod = Exclude<MethodName, 'state' | 'subscribe'>;

/** Whoever carries out what is asked for. Who may ask and whether the parameters are right is known by then. */
export interface ControlHandler {
  /** As of now: whatever was published is in it. Called for every answer and snapshot; must not take long. */
  state(): DirectorState;
  /**
   * Rejects with ProtocolError where the client is to know why; any other error is reported, and to the client it is
   * `internal`. Requests of a client may come while others are under way. It settles, sooner or later.
   */
  handle<M extends HandledMethod>(
    method: M,
    params: MethodTypes[M]['params'],
    from: {readonly client: ControlClient},
  ): Promise<MethodTypes[M]['result'] | ReadyJson>;
}

/** Who asks. */
export interface ControlClient {
  /** Counted from 1 for each socket, for the log: `control.sock client 3`. */
  readonly name: string;
}
