import type {FromVrrp, ToVrrp} from './vrrp-messages.js';

/** The process `vrrp` as the supervisor has it. */
export interface VrrpChild {
  readonly pid: number | undefined;
  /** Never waits. @param taken called in a later turn when the other's queue has it, or never */
  send(message: ToVrrp, taken?: () => void): void;
  /** SIGKILL. */
  kill(): void;
}

export interface VrrpChildListener {
  onMessage(message: FromVrrp): void;
  /** What it said on its standard error: it does not, unless it breaks. */
  onWords(words: string): void;
  /** Called once, in a later turn than it was started in. @param words how it ended: `signal SIGKILL` */
  onEnd(words: string): void;
}
