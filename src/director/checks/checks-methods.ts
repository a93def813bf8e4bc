import type {Pool} from '../../config/pools/pool-configuration.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import {commandLineText} from '../../maintenance/journal/command-line.js';
import {type ReadyJson, readyJson} from '../control/ready-json.js';
import {because, failed, type NotesWorld, OperatorNotes} from '../methods/operator-notes.js';
import type {ChildKeeper} from '../processes/child-keeper.js';
import type {DisabledChecks} from '../protocol/checks-summary.js';
import {errorCodes, type DisableParams, type DisableResult, type ServerParams} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {FromChecks, ToChecks} from './checks-messages.js';
import {type ListOfDisabled, wishWords} from './list-of-disabled.js';

export interface ChecksMethodsWorld extends NotesWorld {
  readonly keeper: Pick<ChildKeeper<ToChecks, FromChecks>, 'ask' | 'tell' | 'heard' | 'processState'>;
  readonly disabled: ListOfDisabled;
  /** In force now. */
  pools(): readonly Pool[];
}

const patience = {report: 10_000, metrics: 7000, run: 60_000, hearing: 3000} as const satisfies Record<
  string,
  Milliseconds
>;

/** What operators may want of checks. What they change is logged with who wanted it, and why, and is in the journal. */
export class ChecksMethods {
  readonly #notes: OperatorNotes;
  /** Drains were told of, and it is not known that they were heard of. */
  #isTelling = false;
  /** They may be others since. */
  #hasMoreDrains = false;

  constructor(private readonly world: ChecksMethodsWorld) {
    this.#notes = new OperatorNotes(world);
  }

  /** ChecksReport. */
  report(onlyFailed: boolean): Promise<ReadyJson> {
    return this.#askJson(id => ({type: 'report', id, onlyFailed}), patience.report);
  }

  /** CheckHistoryEntry[]. */
  history(server: string | undefined): Promise<ReadyJson> {
    return this.#askJson(id => ({type: 'history', id, server}), patience.report);
  }

  /** CheckRun[]. */
  run({server, pool}: ServerParams): Promise<ReadyJson> {
    return this.#askJson(id => ({type: 'run', id, server, pool}), patience.run);
  }

  /** Of checks and the table: text in UTF-8. */
  metrics(): Promise<Uint8Array> {
    return this.#ask(id => ({type: 'metrics', id}), patience.metrics);
  }

  /** The records of drains may be others. NB: whoever may only read says so too, as often as it likes. */
  noteDrains(): void {
    this.#hasMoreDrains = true;
    if (!this.#isTelling) void this.#tellDrains();
  }

  async #tellDrains(): Promise<void> {
    const {keeper} = this.world;
    this.#isTelling = true;
    while (this.#hasMoreDrains) {
      this.#hasMoreDrains = false;
      keeper.tell({type: 'drains'});
      await keeper.heard(patience.hearing).catch(() => {}); // it stands still, and reads them when it goes on
    }
    this.#isTelling = false;
  }

  async disable(params: DisableParams): Promise<DisableResult> {
    const result = await this.#change('switched off', () => this.world.disabled.disable(params, this.world.pools()));
    const {servers, owner, reason} = result;
    const words = `the checks of ${wishWords(params)} are switched off: ${servers.length === 1 ? '1 real server stays as it is' : `${servers.length} real servers stay as they are`}`;
    this.world.log('notice', `${words}${because(params)}`);
    this.#notes.note({words, owner, reason, inverse: command('enable', {server: params.server, pool: params.pool})});
    return result;
  }

  async enable(params: ServerParams): Promise<{readonly enabled: readonly DisabledChecks[]}> {
    const enabled = await this.#change('switched on', () => this.world.disabled.enable(params, this.world.pools()));
    for (const one of enabled) {
      const words = `the checks of ${wishWords(one)} are switched on again`;
      this.world.log('notice', words);
      this.#notes.note({words, inverse: command('disable', one)});
    }
    return {enabled};
  }

  /** Recorded, and known to whoever checks. */
  async #change<Result>(what: string, change: () => Result): Promise<Result> {
    const result = await new Promise<Result>(resolve => resolve(change())).catch(
      failed(`nothing is ${what}, for it cannot be recorded`),
    );
    await this.world.keeper.heard(patience.hearing);
    return result;
  }

  async #askJson(make: (id: number) => ToChecks, time: Milliseconds): Promise<ReadyJson> {
    return readyJson(await this.#ask(make, time));
  }

  async #ask(make: (id: number) => ToChecks, time: Milliseconds): Promise<Uint8Array> {
    this.#refuseInVain();
    const answer = await this.world.keeper.ask(make, time).catch(failed('it cannot be told'));
    if (answer.type === 'bytes') return answer.bytes;
    throw new ProtocolError(errorCodes.refused, answer.type === 'refused' ? answer.words : `it answers ${answer.type}`);
  }

  /** @throws ProtocolError where nobody would answer */
  #refuseInVain(): void {
    if (this.world.pools().length === 0)
      throw new ProtocolError(errorCodes.refused, 'the director has no virtual services: its configuration has none');
    const {state, pid} = this.world.keeper.processState;
    if (state === 'running') return;
    const words =
      state === 'silent'
        ? `the process checks (${pid}) does not answer: it is stopped or busy; kill -CONT ${pid}, or kill -9 ${pid} has it started again; the table stays as it is`
        : 'the process checks does not run at the moment: it is started again, see lvsctl director state; the table stays as it is';
    throw new ProtocolError(errorCodes.failed, words);
  }
}

interface SwitchWords {
  readonly server: string;
  readonly pool: string | undefined;
  readonly reason?: string | undefined;
}

/** Of the options that `lvsctl checks enable` and `disable` have. */
function command(verb: 'enable' | 'disable', {server, pool, reason}: SwitchWords): string {
  const options = Object.entries({pool, reason}).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  return commandLineText(['lvsctl', 'checks', verb, server, ...options]);
}
