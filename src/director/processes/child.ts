/** A process of the director as the supervisor has it. */
export interface Child<To> {
  readonly pid: number | undefined;
  /** Never waits. @param taken called in a later turn when the other's queue has it, or never */
  send(message: To, taken?: () => void): void;
  /** SIGKILL. */
  kill(): void;
}

export interface ChildListener<From> {
  onMessage(message: From): void;
  /** What it said on its standard error: it does not, unless it breaks. */
  onWords(words: string): void;
  /** Called once, in a later turn than it was started in. @param words how it ended: `signal SIGKILL` */
  onEnd(words: string): void;
}
