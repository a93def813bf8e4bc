import type {Ipvs} from '../../ipvs/ipvs.js';
import {formatDrainRecord} from '../../maintenance/drain/drain-record-text.js';
import type {StoredDrains} from '../../maintenance/drain/drain-store.js';
import {findOwnership} from '../../maintenance/find-ownership.js';
import type {Owner} from '../../maintenance/owner.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {DashboardDrains, StageWorld} from '../world.js';
import type {Plan} from '../actions/plan.js';
import type {Event} from '../event.js';
import type {Model} from '../model.js';
import {showsOwners} from '../screens/services/view.js';
import {carryOutDrain} from './carry-out-drain.js';
import type {DrainWork} from './drain-work.js';
import type {DrainNews, DrainWish} from './news.js';
import {planDrains} from './plan-drains.js';
import {seeDrains} from './seen-drains.js';

/** Between two looks at the daemons that write the table, milliseconds: it costs more than the table itself. */
const ownersPeriod = 30_000;

/** Reads drains and owners for the dashboard, and plans and makes drains: opened when they are first wanted. */
export class DrainFeed {
  #source: DashboardDrains | undefined;
  #isOpen = false;
  #shown: string | undefined;
  #owners: readonly Owner[] | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;
  #working: Promise<unknown> | undefined;

  constructor(
    private readonly world: Pick<StageWorld, 'openDrains' | 'openOwners' | 'clock'>,
    private readonly tell: (news: DrainNews) => void,
  ) {}

  /** Reads what the screen shows. Rejects as Ipvs does. */
  async refresh(ipvs: Ipvs, model: Model): Promise<void> {
    if (model.screen !== 'services') return;
    await this.read(ipvs);
    if (showsOwners(model)) void this.lookAtOwners();
  }

  /** Tells what is drained now, where that is news. Rejects as Ipvs does. */
  async read(ipvs: Ipvs): Promise<void> {
    const source = await this.#open();
    if (!source) return;
    const stored = await source.read(ipvs);
    const {boot} = source.of(ipvs).world;
    const text = textOf(stored);
    if (text === this.#shown) return;
    this.#shown = text;
    this.tell({type: 'seen', seen: seeDrains(stored, boot)});
  }

  /** Looks at the owners, unless that was done lately. @returns when it is over: nobody has to wait */
  lookAtOwners(): Promise<void> {
    if (this.world.clock() - this.#lookedAt < ownersPeriod) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      this.#lookedAt = this.world.clock();
    });
    return this.#looking;
  }

  async plan(ipvs: Ipvs | undefined, wish: DrainWish): Promise<void> {
    try {
      const source = await this.#open();
      const plan = source && ipvs ? await planDrains(source.of(ipvs), wish) : notReached;
      if (typeof plan === 'string') return this.tell({type: 'not-planned', wish, words: plan});
      this.tell({type: 'planned', wish, plan});
    } catch (error) {
      this.tell({type: 'not-planned', wish, words: escapeControls((error as Error).message)});
    }
  }

  /** @returns what became of it. Rejects as Ipvs does. */
  async carryOut(ipvs: Ipvs, plan: Plan, work: DrainWork): Promise<readonly Event[]> {
    const source = await this.#open();
    if (!source) return [{type: 'refused', plan, words: notReached}];
    const working = carryOutDrain(source.of(ipvs), work);
    this.#working = working;
    const execution = await working;
    if (execution.type === 'refused') return [{type: 'refused', plan, words: execution.words}];
    const notes = execution.notes.map(words => ({type: 'note', words: escapeControls(words), isBad: true}) as const);
    return [{type: 'carried-out', plan, outcomes: []}, ...notes];
  }

  /** Settles when no drain is half begun or ended: the kernel is needed until then. */
  async close(): Promise<void> {
    await this.#working?.catch(() => {}); // told where it was asked for
  }

  async #open(): Promise<DashboardDrains | undefined> {
    if (this.#isOpen) return this.#source;
    this.#isOpen = true;
    try {
      this.#source = await this.world.openDrains?.();
    } catch (error) {
      this.tell({type: 'failed', words: `Drains cannot be read: ${escapeControls((error as Error).message)}`});
    }
    return this.#source;
  }

  async #look(): Promise<void> {
    try {
      this.#owners ??= (await this.world.openOwners?.()) ?? [];
      for (const owner of this.#owners) await owner.look();
      this.tell({type: 'owners', ownershipOf: findOwnership(this.#owners)});
    } catch (error) {
      this.tell({type: 'failed', words: `Owners cannot be looked at: ${escapeControls((error as Error).message)}`});
    }
  }
}

const notReached = 'There is no connection to the kernel: nothing was done.';

/** Equal while nothing of it changes. */
function textOf({records, problems}: StoredDrains): string {
  return [...records.map(formatDrainRecord), ...problems].join('\n');
}
