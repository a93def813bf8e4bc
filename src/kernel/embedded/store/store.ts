import type {Director} from '../director.js';

/** Where the state of an embedded kernel lives. */
export interface Store {
  /** Uses the state as it is now. What `use` does to it beyond letting time pass is not kept. */
  read<T>(use: (director: Director) => T): T;
  /**
   * Uses the state with nobody else using it, and keeps what became of it before it returns, where `use` says that
   * anything did. If `use` throws, nothing of it is kept.
   */
  update<T>(use: (director: Director) => {readonly result: T; readonly hasChanged: boolean}): T;
}
