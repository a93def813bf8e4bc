import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DirectorHolds} from '../../../src/director/holds/director-holds.js';
import {Handovers} from '../../../src/director/methods/handovers.js';
import {OperatorMethods} from '../../../src/director/methods/operator-methods.js';
import type {ToVrrp} from '../../../src/director/processes/vrrp-messages.js';
import {HoldStore} from '../../../src/maintenance/holds/hold-store.js';
import type {Deed} from '../../../src/maintenance/journal/deed-journal.js';
import {parseAddress} from '../../../src/net/address.js';
import {noNotify, noTracking, type RouterConfiguration} from '../../../src/vrrp/router/configuration.js';
import type {HandOverRequest} from '../../../src/vrrp/speaker/speaker-control.js';
import type {HandoverReport} from '../../../src/vrrp/speaker/speaker-report.js';
import {interfaceAddress, link} from '../../vrrp/observer/scene.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {VirtualTime} from '../control/virtual-time.js';

/** `V4` and `V6` on eth0, `VI_1` on eth1, all in the sync group `G`; `alone` in none. */
export const grouped = configuration(
  [
    router({name: 'V4'}),
    router({name: 'V6', family: 'ipv6', addresses: ['2001:db8::100']}),
    router({name: 'VI_1', interface: 'eth1', addresses: ['10.0.1.100']}),
    router({name: 'alone', virtualRouter: 52}),
  ],
  {groups: [{name: 'G', members: ['V4', 'V6', 'VI_1'], tracking: noTracking, notify: noNotify}]},
);

/** What operators may want of a director that is master of all; whoever speaks for it is this test. */
export class Operators {
  readonly time = new VirtualTime();
  readonly log: string[] = [];
  readonly deeds: Deed[] = [];
  /** What the speaker was told of holds, and to hand over. */
  readonly told: Readonly<Record<string, 'master' | 'backup'>>[] = [];
  readonly asked: HandOverRequest[] = [];
  readonly announced: string[] = [];
  readonly methods: OperatorMethods;
  readonly holds: DirectorHolds;
  /** Of the disk. */
  problem: string | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  readonly #handovers: Handovers;

  constructor(public configuration: RouterConfiguration = grouped) {
    const {time} = this;
    this.holds = new DirectorHolds(this.#holdsWorld(), () => this.told.push(this.holds.wanted(this.configuration)));
    this.#handovers = new Handovers({after: time.after, ask: request => this.asked.push(request)});
    this.methods = new OperatorMethods({
      holds: this.holds,
      handovers: this.#handovers,
      vrrp: {
        processState: {name: 'vrrp', pid: 1, state: 'running', since: 0, restarts: 0},
        ask: async message => this.#answer(message(1)),
      },
      configuration: () => this.configuration,
      stateOf: () => 'master',
      readNetwork: async () => ({
        links: [link('eth0', true), link('eth1', true)],
        addresses: [interfaceAddress('eth0', '10.0.0.1'), interfaceAddress('eth1', '10.0.1.1')],
      }),
      now: time.clock,
      deeds: {note: async deed => void this.deeds.push(deed)},
      log: (severity, words) => this.log.push(`${severity}: ${words}`),
    });
  }

  /** Reads the disk again, as another start would. */
  get recorded(): readonly string[] {
    return this.#store()
      .read()
      .records.map(({target, as, owner}) => `${target} ${as} ${owner}`)
      .sort();
  }

  get held(): readonly string[] {
    return this.holds.list.map(({target, as, owner}) => `${target} ${as} ${owner}`);
  }

  /** The speaker tells of the handover that was asked last. */
  async says(...stages: readonly HandoverReport['stage'][]): Promise<void> {
    await turns();
    const {id = 0, router: name = ''} = this.asked.at(-1) ?? {};
    for (const stage of stages) {
      const at = this.time.now;
      this.#handovers.hear({type: 'handover', at, id, router: name, stage, words: `the speaker says ${stage}`});
      await turns();
    }
  }

  remove(): void {
    rmSync(this.#folder, {recursive: true});
  }

  #holdsWorld() {
    const store = this.#store();
    const unlessFull = async (work: () => Promise<void>) => {
      if (this.problem !== undefined) throw new Error(this.problem);
      await work();
    };
    return {
      store: {
        read: () => store.read(),
        put: (...words: Parameters<HoldStore['put']>) => unlessFull(() => store.put(...words)),
        remove: (...words: Parameters<HoldStore['remove']>) => unlessFull(() => store.remove(...words)),
      },
      now: this.time.clock,
      after: this.time.after,
      log: (severity: string, words: string) => void this.log.push(`${severity}: ${words}`),
    };
  }

  #store(): HoldStore {
    const lock = {hold: async <T>(_folder: string, work: () => T | Promise<T>): Promise<T> => work()};
    return new HoldStore(this.#folder, lock, 'host', 'one');
  }

  #answer(message: ToVrrp) {
    if (message.type !== 'announce') throw new Error(`nobody expected ${message.type}`);
    this.announced.push(message.router);
    return {type: 'announced', id: 1, addresses: 1} as const;
  }
}

export const address = (text: string) => {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

/** What is written is written by then. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve));
}
