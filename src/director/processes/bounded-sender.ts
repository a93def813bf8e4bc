import type {Milliseconds} from '../../vrrp/intervals.js';

/** Reports that may wait to be taken. */
const mostUnsent = 1000;
/** From a change to the status that shows it: what happens together is told together. */
const statusPause: Milliseconds = 100;

export interface SenderWorld<Message> {
  /** Calls `taken` in a later turn, when the other side's queue has it. */
  send(message: Message, taken: () => void): void;
  /** How everything is now. @param dropped so many reports were not told */
  status(dropped: number): Message;
  after(delay: Milliseconds, call: () => void): () => void;
}

/**
 * Tells the supervisor, and never waits for it: when it does not take what it is told, reports are dropped, and once it
 * has taken the rest it gets the whole state instead.
 */
export class BoundedSender<Message> {
  #unsent = 0;
  #dropped = 0;
  /** A status is due, or on its way. */
  #isStatusDue = false;
  /** What is on its way does not have it all. */
  #isStale = false;

  constructor(private readonly world: SenderWorld<Message>) {}

  /** What happened: the status that follows has it too. */
  report(message: Message): void {
    if (this.#dropped === 0 && this.#unsent < mostUnsent) this.tell(message);
    else this.#dropped++;
    this.noteChange();
  }

  /** Something may be different: the status is told soon. */
  noteChange(): void {
    this.#isStale = true;
    if (this.#isStatusDue) return;
    this.#isStatusDue = true;
    this.world.after(statusPause, () => {
      if (this.#dropped > 0)
        this.#isStatusDue = false; // it comes when the rest is taken
      else this.#tellStatus();
    });
  }

  /** What was asked for, or is rare. */
  tell(message: Message): void {
    this.#send(message, () => {});
  }

  #tellStatus(): void {
    this.#isStale = false;
    this.#send(this.world.status(0), () => {
      this.#isStatusDue = false;
      if (this.#isStale) this.noteChange();
    });
  }

  #send(message: Message, taken: () => void): void {
    this.#unsent++;
    this.world.send(message, () => {
      this.#unsent--;
      taken();
      if (this.#unsent === 0 && this.#dropped > 0) this.#catchUp();
    });
  }

  #catchUp(): void {
    const dropped = this.#dropped;
    this.#dropped = 0;
    this.tell(this.world.status(dropped));
  }
}
