import {commandLineText} from '../../maintenance/journal/command-line.js';
import type {Deed, DeedJournal} from '../../maintenance/journal/deed-journal.js';
import {holdWords} from '../../vrrp/truth/hold-words.js';
import type {DirectorLog} from '../director-log.js';
import type {HoldState} from '../protocol/director-state.js';
import {errorCodes} from '../protocol/methods.js';
import {isProtocolError, ProtocolError} from '../protocol/protocol-error.js';

export interface NotesWorld {
  readonly deeds: Pick<DeedJournal, 'note'>;
  readonly log: DirectorLog;
}

/** Who wants something, and why. */
export type Wish = {readonly [K in 'owner' | 'reason']?: string | undefined};

/** Who does not say who it is: only root is let in. */
const nobody = 'root';

/** What operators have done, in the log and in the journal. */
export class OperatorNotes {
  constructor(private readonly world: NotesWorld) {}

  /** @param asked what was asked for: the target, or a member of it */
  held(hold: HoldState, asked: string, replaced: readonly HoldState[]): void {
    const {target, as, owner, reason, expires} = hold;
    const what = asked === target ? target : `${target}, the sync group of ${asked},`;
    const until = expires === undefined ? '' : ` until ${new Date(expires).toISOString()}`;
    const words = `${what} is held as ${as}${until}`;
    this.world.log('notice', `${words}${because(hold)}${replacedWords(replaced)}`);
    const [before] = replaced;
    const inverse = before ? holdCommand({...before, target}) : commandLineText(['lvsctl', 'vrrp', 'release', target]);
    this.note({words: `${words}${replacedWords(replaced)}`, owner, reason, inverse});
  }

  released(hold: HoldState): void {
    const words = `${hold.target} is held as ${hold.as} no more: released`;
    this.world.log('notice', words);
    this.note({words, inverse: holdCommand(hold)});
  }

  /** It is done, whether or not it can be written down. */
  note({words, owner = nobody, reason, inverse}: Wish & {words: string} & Partial<Pick<Deed, 'inverse'>>): void {
    this.world.deeds
      .note({command: `director: ${words}`, user: owner, reason, inverse})
      .catch((error: Error) => this.world.log('warning', `the journal does not say that ${words}: ${error.message}`));
  }
}

/** `, by alice: new disk`. */
export function because({owner, reason}: Wish): string {
  return `${owner === undefined ? '' : `, by ${owner}`}${reason === undefined ? '' : `: ${reason}`}`;
}

/** `; it replaces the hold of VI_1 as master by alice: a test`. */
export function replacedWords(replaced: readonly HoldState[]): string {
  return replaced.length === 0 ? '' : `; it replaces ${replaced.map(holdWords).join(', and ')}`;
}

/** Fails so, unless the error is an answer already. */
export function failed(words: string): (error: Error) => never {
  return error => {
    throw isProtocolError(error) ? error : new ProtocolError(errorCodes.failed, `${words}: ${error.message}`);
  };
}

function holdCommand({target, as, owner, reason}: HoldState): string {
  const more = {'--owner': owner, '--reason': reason};
  const words = Object.entries(more).flatMap(([option, word]) => (word === undefined ? [] : [option, word]));
  return commandLineText(['lvsctl', 'vrrp', 'hold', target, '--as', as, ...words]);
}
