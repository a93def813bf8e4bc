import type {Milliseconds} from '../../vrrp/intervals.js';
import type {NetworkPort} from '../../vrrp/ports.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {SpeakerControl} from '../../vrrp/speaker/speaker-control.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {AddressFile} from '../addresses/address-file.js';
import {clearLeftovers} from '../addresses/clear-leftovers.js';
import {addressesToRecord, type RecordedAddress, uniteRecords} from '../addresses/recorded-address.js';
import {BoundedSender} from './bounded-sender.js';
import {decodeConfiguration} from './send-configuration.js';
import type {FromVrrp, ToVrrp} from './vrrp-messages.js';

export interface SpeakingWorld {
  readonly network: NetworkPort;
  readonly addresses: AddressFile;
  openSpeaker(report: (report: SpeakerReport) => void): SpeakerControl;
  after(delay: Milliseconds, call: () => void): () => void;
  /** To the supervisor: `taken` in a later turn, when it is in the other's queue. */
  send(message: FromVrrp, taken: () => void): void;
}

/**
 * The process `vrrp`: it speaks, and sees to it that no address outlives it. Before any address can be added it is on
 * record; whoever starts after a kill takes those away that are still there.
 */
export class SpeakingProcess {
  readonly #speaker: SpeakerControl;
  readonly #sender: BoundedSender<FromVrrp>;
  /** What is under way: configurations come one after the other. */
  #work: Promise<unknown> = Promise.resolve();
  #recorded: readonly RecordedAddress[] = [];
  #leaving: Promise<void> | undefined;

  constructor(private readonly world: SpeakingWorld) {
    this.#speaker = world.openSpeaker(report => this.#sender.report({type: 'report', report}));
    this.#sender = new BoundedSender({
      send: world.send,
      after: world.after,
      status: dropped => ({type: 'status', id: undefined, status: this.#speaker.status(), dropped}),
    });
  }

  /** Clears what an earlier process left, and says that it listens. */
  async begin(): Promise<void> {
    const {network, addresses} = this.world;
    const {words, left} = await clearLeftovers(network, addresses);
    for (const line of words) this.#sender.tell({type: 'words', severity: 'warning', words: line});
    this.#recorded = left;
    this.#sender.tell({type: 'started'});
  }

  hear(message: ToVrrp): void {
    if (this.#leaving) return;
    switch (message.type) {
      case 'configure':
        this.#work = this.#work.then(() => this.#configure(message.id, decodeConfiguration(message.configuration)));
        break;
      case 'track':
        this.#speaker.track(message.values);
        this.#sender.noteChange();
        break;
      case 'hold':
        this.#speaker.hold(message.holds);
        this.#sender.noteChange();
        break;
      case 'sync':
        this.#speaker.noteSync(message.sync);
        break;
      case 'hand-over':
        this.#speaker.handOver(message.request);
        break;
      case 'announce':
        this.#sender.tell({type: 'announced', id: message.id, addresses: this.#speaker.announce(message.router)});
        break;
      case 'ask':
        this.#sender.tell({type: 'status', id: message.id, status: this.#speaker.status(), dropped: 0});
        break;
      case 'shut-down':
        void this.leave();
        break;
    }
  }

  /** Gives everything up in order; settles when no address is left. */
  leave(): Promise<void> {
    this.#leaving ??= this.#leave();
    return this.#leaving;
  }

  async #configure(id: number, configuration: RouterConfiguration): Promise<void> {
    const before = this.#recorded;
    let problems: readonly string[];
    try {
      const record = addressesToRecord(configuration, await this.world.network.read(), before);
      const both = uniteRecords(before, record); // those that are to go are still there
      if (both.length > before.length) this.#keep(both);
      problems = await this.#speaker.configure(configuration);
      this.#keepLess(problems.length === 0 ? record : before);
    } catch (error) {
      problems = [(error as Error).message];
    }
    this.#sender.tell({type: 'configured', id, problems});
  }

  /** What is on record too much does no harm: a full disk does not undo what was done. */
  #keepLess(record: readonly RecordedAddress[]): void {
    if (record.length === this.#recorded.length) return;
    try {
      this.#keep(record);
    } catch (error) {
      const words = `addresses stay on record that may not be there: ${(error as Error).message}`;
      this.#sender.tell({type: 'words', severity: 'warning', words});
    }
  }

  #keep(record: readonly RecordedAddress[]): void {
    this.world.addresses.write(record);
    this.#recorded = record;
  }

  async #leave(): Promise<void> {
    await this.#speaker.shutdown();
    await this.#work;
    const {words, left} = await clearLeftovers(
      this.world.network,
      this.world.addresses,
      'which was still there at the end',
    );
    for (const line of words) this.#sender.tell({type: 'words', severity: 'warning', words: line});
    if (left.length === 0) this.world.addresses.remove();
  }
}
