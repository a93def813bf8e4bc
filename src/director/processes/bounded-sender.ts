import type {Milliseconds} from '../../vrrp/intervals.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {SpeakerStatus} from '../../vrrp/speaker/speaker-control.js';
import type {FromVrrp} from './vrrp-messages.js';

/** Reports that may wait to be taken. */
const mostUnsent = 1000;
/** From a change to the status that shows it: what happens together is told together. */
const statusPause: Milliseconds = 100;

export interface SenderWorld {
  /** Calls `taken` in a later turn, when the other side's queue has it. */
  send(message: FromVrrp, taken: () => void): void;
  status(): SpeakerStatus;
  after(delay: Milliseconds, call: () => void): () => void;
}

/**
 * Tells the supervisor, and never waits for it: when it does not take what it is told, reports are dropped, and once it
 * has taken the rest it gets the whole state instead.
 */
export class BoundedSender {
  #unsent = 0;
  #dropped = 0;
  /** A status is due, or on its way. */
  #isStatusDue = false;

  constructor(private readonly world: SenderWorld) {}

  report(report: SpeakerReport): void {
    if (this.#dropped === 0 && this.#unsent < mostUnsent) this.tell({type: 'report', report});
    else this.#dropped++;
    this.noteChange();
  }

  /** Something may be different: the status is told soon. */
  noteChange(): void {
    if (this.#isStatusDue) return;
    this.#isStatusDue = true;
    this.world.after(statusPause, () => {
      if (this.#dropped > 0)
        this.#isStatusDue = false; // it comes when the rest is taken
      else
        this.#send(
          {type: 'status', id: undefined, status: this.world.status(), dropped: 0},
          () => (this.#isStatusDue = false),
        );
    });
  }

  /** What was asked for, or is rare. */
  tell(message: FromVrrp): void {
    this.#send(message, () => {});
  }

  #send(message: FromVrrp, taken: () => void): void {
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
    this.tell({type: 'status', id: undefined, status: this.world.status(), dropped});
  }
}
