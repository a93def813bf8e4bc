import {escapeControls} from '../../../ipvs/outside-text.js';
import type {RouterOwner, SwitchPlan} from '../../../vrrp/handover/router-owner.js';
import type {Model} from '../../model.js';
import type {DashboardRouters, StageWorld} from '../../world.js';
import type {RouterNews} from './news.js';
import {signatureOf} from './signature.js';
import {requestOf, type RouterWish, type WantedMove} from './wish.js';

/** Between two frames that changes lead to, milliseconds; where another screen is shown, only the line on top may change. */
const pace = {shown: 100, hidden: 1000} as const;
/** Ages are told anew so often, milliseconds. */
const aging = 1000;
/** Reading may take so much of the time: one part in twenty. */
const thrift = 20;
/** How long the end waits for a move that was begun, milliseconds: it puts back what it has to. */
const grace = 15_000;

/** Watches and moves virtual routers for the dashboard: opened when somebody looks, open until it ends. */
export class RouterFeed {
  #routers: DashboardRouters | undefined;
  #opening: Promise<void> | undefined;
  #moving: Promise<void> | undefined;
  #planners = new WeakMap<SwitchPlan, RouterOwner>();
  #cancelTimer: (() => void) | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #cost = 0;
  #shown = {signature: '', at: Number.NEGATIVE_INFINITY};
  #isOver = false;

  constructor(
    private readonly world: StageWorld,
    private readonly current: () => Model,
    private readonly tell: (news: RouterNews) => void,
  ) {}

  perform(wish: RouterWish): void {
    switch (wish.type) {
      case 'open':
        if (this.#routers) return this.refresh();
        this.#opening ??= this.#open().finally(() => {
          this.#opening = undefined;
        });
        return;
      case 'ask':
        void this.#ask();
        return;
      case 'plan':
        void this.#plan(wish.wanted);
        return;
      case 'carry-out':
        this.#moving = this.#carryOut(wish.plan);
        return;
    }
  }

  /** Tells what is so now, whether it is news or not. */
  refresh(): void {
    this.#shown = {signature: '', at: Number.NEGATIVE_INFINITY};
    if (this.#routers) this.#show();
  }

  /** Ends what was begun, and closes everything. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#cancelTimer?.();
    await this.#opening;
    if (this.#moving) await this.#atMost(grace, this.#moving);
    await this.#routers?.close();
  }

  async #atMost(milliseconds: number, awaited: Promise<void>): Promise<void> {
    let cancel = (): void => {};
    const late = new Promise<void>(resolve => {
      cancel = this.world.after(milliseconds, resolve);
    });
    await Promise.race([awaited, late]);
    cancel();
  }

  async #open(): Promise<void> {
    this.#tell({type: 'opening'});
    let routers: DashboardRouters | undefined;
    try {
      routers = await this.world.openRouters();
      await routers?.source.start(() => this.#changed());
    } catch (error) {
      await routers?.close();
      return this.#tell({type: 'absent', words: whyNot(error as NodeJS.ErrnoException)});
    }
    if (!routers) return this.#tell({type: 'absent', words: noNetwork});
    this.#routers = routers;
    if (!this.#isOver) this.refresh();
  }

  /** Now, unless it was told just before: then in a moment, once for all that happens until then. */
  #changed(): void {
    if (this.#isOver || !this.#routers || this.#cancelTimer) return;
    const {screen, isHeld} = this.current();
    if (isHeld) return;
    const period = Math.max(screen === 'ha' ? pace.shown : pace.hidden, thrift * this.#cost);
    const wait = this.#readAt + period - this.world.clock();
    if (!(wait > 0)) return this.#show();
    this.#cancelTimer = this.world.after(wait, () => {
      this.#cancelTimer = undefined;
      if (!this.current().isHeld) this.#show();
    });
  }

  #show(): void {
    if (this.#isOver || !this.#routers) return;
    const now = this.world.clock();
    const truth = this.#routers.source.read();
    this.#readAt = now;
    const signature = signatureOf(truth);
    this.#cost = this.world.clock() - now;
    if (signature === this.#shown.signature && now - this.#shown.at < aging) return;
    this.#shown = {signature, at: now};
    this.#tell({type: 'truth', truth});
  }

  async #ask(): Promise<void> {
    try {
      await this.#routers?.source.ask();
      this.#tell({type: 'asked'});
      this.refresh();
    } catch (error) {
      this.#tell({type: 'failed', words: `The daemon could not be asked: ${wordsOf(error)}`});
    }
  }

  async #plan(wanted: WantedMove): Promise<void> {
    const owner = this.#routers?.owners.find(each => each.knows(wanted.target));
    if (!owner) {
      const words = `Nothing here can move ${escapeControls(wanted.target)}: neither keepalived nor another manager runs it.`;
      return this.#tell({type: 'not-planned', wanted, words});
    }
    const needsReason = this.world.settings?.needsReason;
    if (wanted.to && wanted.reason === undefined && needsReason !== undefined)
      return this.#tell({type: 'not-planned', wanted, words: escapeControls(needsReason)});
    try {
      const {environment} = this.world;
      const request = requestOf(wanted, environment.SUDO_USER || environment.USER);
      const plan = request ? await owner.planSwitch(request) : await owner.planRelease(wanted.target);
      this.#planners.set(plan, owner);
      this.#tell({type: 'planned', wanted, plan});
    } catch (error) {
      this.#tell({type: 'not-planned', wanted, words: `It could not be looked into: ${wordsOf(error)}`});
    }
  }

  async #carryOut(plan: SwitchPlan): Promise<void> {
    try {
      const owner = this.#planners.get(plan);
      const outcome = await owner?.carryOut(
        plan,
        step => this.#tell({type: 'step', step}),
        () => this.#isOver,
      );
      if (outcome) this.#tell({type: 'outcome', plan, outcome});
    } catch (error) {
      this.#tell({type: 'failed', words: `Moving it failed: ${wordsOf(error)}; look who has the addresses`});
    }
    this.refresh();
  }

  #tell(news: RouterNews): void {
    if (!this.#isOver) this.tell(news);
  }
}

const noNetwork = [
  'The embedded kernel has no network with virtual routers.',
  'Unset LVSCTL_KERNEL to see those of this host, or see lvsctl demo.',
];

function whyNot(error: NodeJS.ErrnoException): readonly string[] {
  const isPermission = error.code === 'EPERM' || error.code === 'EACCES';
  return [
    `Virtual routers cannot be watched: ${wordsOf(error)}`,
    isPermission
      ? 'Run lvsctl top with sudo: it takes raw sockets (CAP_NET_RAW) to hear advertisements.'
      : 'Go to another screen and come back to try again.',
  ];
}

function wordsOf(error: unknown): string {
  return escapeControls(error instanceof Error ? error.message : String(error));
}
