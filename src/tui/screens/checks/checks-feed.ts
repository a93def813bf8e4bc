import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Ipvs} from '../../../ipvs/ipvs.js';
import type {ChecksReport} from '../../../director/protocol/checks-report.js';
import type {Model} from '../../model.js';
import type {DashboardChecks, StageWorld} from '../../world.js';
import type {CheckNews} from './news.js';
import type {CheckedName, CheckWish, SwitchWish} from './wish.js';

/** Between two readings, milliseconds: of whoever tells, and of files, which grow with every check. */
const pace = {told: 500, files: 1000} as const;
/** Reading may take so much of the time: one part in twenty. */
const thrift = 20;

/** Reads checks for the dashboard: opened when somebody looks, read while the screen is shown. A daemon that would be signalled is asked by a key alone. */
export class ChecksFeed {
  #checks: DashboardChecks | undefined;
  #opening: Promise<void> | undefined;
  #stopWatching: (() => void) | undefined;
  #cancelTimer: (() => void) | undefined;
  #isReading = false;
  #isAgain = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #cost = 0;
  #isOver = false;

  constructor(
    private readonly world: StageWorld,
    private readonly table: () => Ipvs | undefined,
    private readonly current: () => Model,
    private readonly tell: (news: CheckNews) => void,
  ) {}

  perform(wish: CheckWish): void {
    switch (wish.type) {
      case 'open':
        if (this.#checks) return this.refresh();
        this.#opening ??= this.#open().finally(() => {
          this.#opening = undefined;
        });
        return;
      case 'ask':
        this.#tell({type: 'asking'});
        void this.#read();
        return;
      case 'run':
        void this.#run(wish.name);
        return;
      case 'history':
        void this.#history(wish.name);
        return;
      case 'switch':
        void this.#switch(wish.wanted);
        return;
    }
  }

  /** The dashboard reads everything now: what costs nobody anything is read with it. */
  refresh(): void {
    const {screen, isHeld} = this.current();
    if (this.#checks?.source && this.#checks.source.reading !== 'signal' && screen === 'checks' && !isHeld)
      this.#changed();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#cancelTimer?.();
    await this.#opening;
    this.#stopWatching?.();
    this.#checks?.close();
  }

  async #open(): Promise<void> {
    this.#tell({type: 'opening'});
    let checks: DashboardChecks | undefined;
    try {
      checks = await this.world.openChecks?.(this.table);
    } catch (error) {
      return this.#tell({type: 'absent', words: [`Checks cannot be looked for: ${wordsOf(error)}`]});
    }
    if (!checks) return this.#tell({type: 'absent', words: ofNoMachine});
    const {source, problems} = checks;
    if (!source) {
      checks.close();
      return this.#tell({type: 'absent', words: [...nobody, ...problems.map(escapeControls)]});
    }
    this.#checks = checks;
    if (this.#isOver) return; // close() waits for this, and closes it
    this.#stopWatching = source.watch?.(() => this.#changed());
    void this.#read(); // the end does not wait for a daemon that does not answer
  }

  /** Something may be different: it is read soon, once for all that happens until then; of whoever is signalled only what is known. */
  #changed(): void {
    const source = this.#checks?.source;
    if (this.#isOver || !source || this.#cancelTimer) return;
    if (source.reading === 'signal') {
      if (source.last && !this.#isReading) this.#report(source.last);
      return;
    }
    if (this.current().screen !== 'checks') return;
    const wait = this.#readAt + Math.max(pace[source.reading], thrift * this.#cost) - this.world.clock();
    this.#cancelTimer = this.world.after(Math.max(0, wait), () => {
      this.#cancelTimer = undefined;
      const {isHeld, screen} = this.current();
      if (!isHeld && screen === 'checks') void this.#read();
    });
  }

  /** One reading at a time. */
  async #read(): Promise<void> {
    const source = this.#checks?.source;
    if (!source) return;
    if (this.#isReading) {
      this.#isAgain = true;
      return;
    }
    this.#isReading = true;
    const begin = this.world.clock();
    this.#readAt = begin;
    try {
      const report = await source.read();
      this.#cost = this.world.clock() - begin;
      this.#report(report);
    } catch (error) {
      this.#tell({type: 'failed', words: wordsOf(error)});
    } finally {
      this.#isReading = false;
    }
    if (this.#isAgain && !this.#isOver) {
      this.#isAgain = false;
      await this.#read();
    }
  }

  #report(report: ChecksReport): void {
    const source = this.#checks?.source;
    if (source) this.#tell({type: 'report', report, reading: source.reading, cannot: source.cannot});
  }

  async #run(name: CheckedName): Promise<void> {
    const source = this.#checks?.source;
    const ended = (runs: Extract<CheckNews, {type: 'ran'}>['runs']) =>
      this.#tell({type: 'ran', name, at: this.world.clock(), runs});
    if (!source?.run) return ended(source?.cannot.run ?? 'Nobody here runs checks.');
    try {
      ended(await source.run(name.server, name.pool));
    } catch (error) {
      ended(wordsOf(error));
    }
    this.refresh();
  }

  async #history(name: CheckedName): Promise<void> {
    try {
      const {entries = []} = (await this.#checks?.source?.history(name.server)) ?? {};
      this.#tell({type: 'history', name, entries});
    } catch (error) {
      this.#tell({type: 'history', name, entries: wordsOf(error)});
    }
  }

  async #switch(wanted: SwitchWish): Promise<void> {
    const {name, to, reason} = wanted;
    const source = this.#checks?.source;
    try {
      if (!source?.disable || !source.enable) throw new Error(source?.cannot.disable ?? 'nobody here can do that');
      const owner = this.#checks?.user;
      if (to === 'disabled') await source.disable({server: name.server, pool: name.pool, owner, reason});
      else await source.enable(name.server, name.pool);
      this.#tell({type: 'switched', wanted});
      await this.#read();
    } catch (error) {
      this.#tell({type: 'refused', words: wordsOf(error)});
    }
  }

  #tell(news: CheckNews): void {
    if (!this.#isOver) this.tell(news);
  }
}

const nobody = [
  'Nobody checks servers here: neither a director with virtual services nor keepalived nor ldirectord runs.',
  'lvsctl director run checks servers and keeps the table as they are.',
] as const;

const ofNoMachine = [
  'Nobody checks the servers of the embedded kernel.',
  'Unset LVSCTL_KERNEL to see those of this host, or see lvsctl demo.',
] as const;

function wordsOf(error: unknown): string {
  return escapeControls(error instanceof Error ? error.message : String(error));
}
