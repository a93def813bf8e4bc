import type {SessionWorld} from '../../remote/server/session-world.js';

/** What `lvsctl rpc` gets beyond what every command gets. */
export interface RpcSurroundings extends Omit<SessionWorld, 'accessOf' | 'openStage'> {
  listen(listener: InputListener): void;
  /** Reads no more. @param isGone nobody waits for what has not been read yet: the process does not, either */
  close(isGone: boolean): void;
}

/** Whoever reads standard input. */
export interface InputListener {
  onPiece(piece: Buffer): void;
  onInputEnd(): void;
  /** A signal, or nobody reads what is said: may be called again and again. */
  onGone(): void;
}
