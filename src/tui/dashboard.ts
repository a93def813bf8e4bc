import {carryOut} from './actions/carry-out.js';
import type {Plan} from './actions/plan.js';
import {tellExecution} from './actions/tell-execution.js';
import {loadLineChart} from './chart/line-chart.js';
import {Collector} from './data/collector.js';
import {inSlices} from './data/in-slices.js';
import type {Snapshot} from './data/snapshot.js';
import {DrainFeed} from './drains/drain-feed.js';
import type {Effect} from './effect.js';
import type {Event} from './event.js';
import type {Changer} from '../maintenance/journal/changer.js';
import type {Model} from './model.js';
import type {Performance, TerminalControl} from './performance.js';
import {problemWords} from './problem-words.js';
import {ChecksFeed} from './screens/checks/checks-feed.js';
import {rearrangeConnections} from './screens/connections/read-connections.js';
import {RouterFeed} from './screens/ha/router-feed.js';
import {readForScreen} from './screens/read-for-screen.js';
import {arrangeServices} from './screens/services/arrange.js';
import {update} from './update.js';
import {pictureOf} from './view/picture.js';
import {wantsOf} from './wants-of.js';
import type {StageWorld} from './world.js';
import {systemWords} from '../ipvs/system-words.js';

/** Keys and rows that come into view are answered after so long, milliseconds: several in a row lead to one reading. */
const settling = 15;

/** Runs the pure part: feeds it events, does what it wants, and reads the kernel at its interval. */
export class Dashboard implements Performance<Model> {
  readonly #collector: Collector;
  readonly #routers: RouterFeed;
  readonly #checks: ChecksFeed;
  readonly #drains: DrainFeed;
  readonly #listeners = new Set<() => void>();
  #terminal: TerminalControl | undefined;
  #cancelTimer: () => void = () => {};
  #cancelDetails: () => void = () => {};
  #isReading = false;
  #isAgain = false;
  #isDemanded = false;
  #isOver = false;
  #refreshes = 0;
  #arrangement = 0;
  #changer: Changer | undefined;

  constructor(
    private readonly world: StageWorld,
    private model: Model,
  ) {
    this.#collector = new Collector(world);
    this.#routers = new RouterFeed(world, this.current, news => this.dispatch({type: 'routers', news}));
    const table = () => this.#collector.ipvs;
    this.#checks = new ChecksFeed(world, table, this.current, news => this.dispatch({type: 'checks', news}));
    this.#drains = new DrainFeed(world, news => this.dispatch({type: 'drains', news}));
  }

  current = (): Model => this.model;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch = (event: Event): void => {
    if (this.#isOver) return;
    const before = this.model;
    const [model, effects] = update(before, event, this.world.clock());
    this.model = model;
    for (const effect of effects) this.#perform(effect);
    if (this.model !== before) for (const listener of this.#listeners) listener();
    this.#watchRows();
  };

  /** Whether something is being read right now. */
  get isReading(): boolean {
    return this.#isReading;
  }

  draw = pictureOf;

  unfinished(): string | undefined {
    return this.model.ha.moving;
  }

  /** Virtual routers are watched from now on, also while nobody looks at them. */
  watchRouters(): void {
    this.#routers.perform({type: 'open'});
  }

  start(terminal: TerminalControl): void {
    this.#terminal = terminal;
    void this.refresh();
  }

  /** Settles when nothing is open any more; a drain that was being made is made, a virtual router that was being moved is moved, or back. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#cancelTimer();
    this.#cancelDetails();
    await this.#drains.close();
    this.#collector.close();
    await Promise.all([this.#routers.close(), this.#checks.close()]);
  }

  /** Reads what the screen needs, now; and again after the interval. */
  async refresh(): Promise<void> {
    this.#cancelTimer();
    if (this.#isReading) {
      this.#isAgain = true;
      return;
    }
    const start = this.world.clock();
    await this.#alone(async () => {
      if (this.model.isHeld) return this.dispatch({type: 'clock'}); // what is shown grows older
      const isDemanded = this.#isDemanded;
      this.#isDemanded = false;
      const snapshot = await this.#collector.read({...wantsOf(this.model), isDemanded});
      const {ipvs} = this.#collector;
      if (ipvs) await this.#drains.refresh(ipvs, this.model);
      this.dispatch({type: 'data', snapshot, order: await this.#orderFor(snapshot)});
      this.#routers.refresh();
      this.#checks.refresh();
      if (ipvs) for await (const event of readForScreen(ipvs, this.current, this.world)) this.dispatch(event);
    });
    this.world.probe?.(++this.#refreshes);
    if (this.#isOver) return;
    if (this.#isAgain) {
      this.#isAgain = false;
      return this.refresh();
    }
    const elapsed = this.world.clock() - start;
    const rest = Math.max(this.model.settings.interval * 1000 - elapsed, 20);
    this.#cancelTimer = this.world.after(rest, () => void this.refresh());
  }

  /** One reading at a time; what fails is told, and tried again at the next refresh. */
  async #alone(read: () => Promise<void>): Promise<void> {
    this.#isReading = true;
    try {
      await read();
    } catch (error) {
      this.dispatch({type: 'problem', words: problemWords(error as Error)});
    } finally {
      this.#isReading = false;
    }
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'arrange':
        void this.#arrange();
        return;
      case 'arrange-connections':
        void this.#arrangeConnections();
        return;
      case 'refresh':
        this.#isDemanded = true;
        void this.refresh();
        return;
      case 'carry-out':
        void this.#carryOut(effect.plan);
        return;
      case 'routers':
        return this.#routers.perform(effect.wish);
      case 'checks':
        return this.#checks.perform(effect.wish);
      case 'drains':
        void this.#drains.plan(this.#collector.ipvs, effect.wish);
        return;
      case 'save':
        void this.#save(effect);
        return;
      case 'load-chart':
        void this.#loadChart();
        return;
      case 'repaint':
        return this.#terminal?.repaint();
      case 'suspend':
        return this.#terminal?.suspend();
      case 'quit':
        return this.#terminal?.quit();
    }
  }

  /** The order for a new snapshot; undefined where the one there is still fits. */
  async #orderFor(snapshot: Snapshot) {
    if (this.model.services.order.generation === snapshot.generation) return undefined;
    return inSlices(arrangeServices(snapshot, this.model.services.arrangement), this.world);
  }

  /** Only the last one asked for counts. */
  async #arrange(): Promise<void> {
    const {snapshot, services} = this.model;
    if (!snapshot) return;
    const serial = ++this.#arrangement;
    const order = await inSlices(arrangeServices(snapshot, services.arrangement), this.world);
    if (serial === this.#arrangement) this.dispatch({type: 'arranged', order});
  }

  async #arrangeConnections(): Promise<void> {
    const event = await rearrangeConnections(this.current, this.world);
    if (event) this.dispatch(event);
  }

  async #carryOut(plan: Plan): Promise<void> {
    const {ipvs} = this.#collector;
    if (!ipvs)
      return this.dispatch({type: 'refused', plan, words: 'There is no connection to the kernel: nothing was done.'});
    try {
      if (plan.drain) return (await this.#drains.carryOut(ipvs, plan, plan.drain)).forEach(this.dispatch);
      this.#changer ??= await this.world.openChanger();
      tellExecution(plan, await carryOut(ipvs, plan, this.#changer)).forEach(this.dispatch);
    } catch (error) {
      this.dispatch({type: 'refused', plan, words: problemWords(error as Error)});
    }
  }

  async #save({preferences}: Extract<Effect, {type: 'save'}>): Promise<void> {
    try {
      const path = await this.world.keep(preferences);
      this.dispatch({type: 'note', words: `Saved in ${path}.`, isBad: false});
    } catch (error) {
      this.dispatch({type: 'note', words: `Not saved: ${systemWords(error)}`, isBad: true});
    }
  }

  async #loadChart(): Promise<void> {
    const {chart, glyphs} = this.model.settings;
    if (!chart) this.dispatch({type: 'chart', chart: await loadLineChart(glyphs)});
  }

  /** Rows that came into view and were not read with everything yet. */
  #watchRows(): void {
    if (this.#isReading || this.model.isHeld || this.#collector.missing(wantsOf(this.model)).length === 0) return;
    this.#cancelDetails();
    this.#cancelDetails = this.world.after(settling, () => {
      if (this.#isReading || this.#isOver) return;
      const wants = wantsOf(this.model);
      const detailed = this.#collector.missing(wants);
      void this.#alone(async () =>
        this.dispatch({
          type: 'data',
          snapshot: await this.#collector.readDetails({...wants, detailed}),
          order: undefined,
        }),
      );
    });
  }
}
