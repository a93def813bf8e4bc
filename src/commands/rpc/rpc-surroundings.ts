import type {SessionWorld} from '../../remote/server/session-world.js';

/** What `lvsctl rpc` gets beyond what every command gets. */
export interface RpcSurroundings extends Omit<SessionWorld, 'accessOf' | 'openStage'> {
  listen(listener: InputListener): void;
  /** Reads no more. */
  close(): void;
}

/** Whoever reads standard input. */
export interface InputListener {
  onPiece(piece: Buffer): void;
  onInputEnd(): void;
  /** A signal, or nobody reads what is said: may be called again and again. */
  onGone(): void;
}
