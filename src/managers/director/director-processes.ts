import type {DirectorState} from '../../director/protocol/director-state.js';
import type {DaemonFacts} from '../../vrrp/observer/daemons.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Process} from '../machine.js';
import type {RouterWorld} from '../router-world.js';

/** How often the process table is looked at; ends are told at once. */
const period: Milliseconds = 500;

/** The process that has the addresses and advertises; the others of a director only tell of it. */
const speakingProcess = 'vrrp';

/** Watches the processes of a director that told their numbers. It signals nobody. */
export class DirectorProcesses {
  #speaker: Process | undefined;
  #supervisor: Process | undefined;
  #facts: DaemonFacts | undefined;
  #isElsewhere = false;
  #toldUntil: Milliseconds = 0;
  #stopAwaiting = () => {};
  #cancel = () => {};
  #isOver = false;

  constructor(
    private readonly world: Pick<RouterWorld, 'machine' | 'clock' | 'after'>,
    private readonly onFacts: (facts: DaemonFacts) => void,
  ) {}

  /** Whether it is a director of another network namespace, which shares /run with this one. */
  get isElsewhere(): boolean {
    return this.#isElsewhere;
  }

  /** The one that has the addresses, as far as it is seen. */
  get speaker(): Process | undefined {
    return this.#speaker;
  }

  /** When the process that tells was last seen to run. */
  get toldUntil(): Milliseconds {
    return this.#toldUntil;
  }

  /** Whether what it told last may still be so: the process that tells runs. */
  get tells(): boolean {
    const known = this.#supervisor;
    const now = known && this.world.machine.process(known.pid);
    return now !== undefined && now.startTicks === known?.startTicks && now.state === 'running';
  }

  /** What it told of its processes, which may be others than before. */
  follow({pid, processes}: DirectorState): void {
    const {machine} = this.world;
    if (this.#supervisor?.pid !== pid) {
      this.#supervisor = machine.process(pid);
      this.#isElsewhere = !machine.processes().some(each => each.pid === pid);
    }
    const speaker = processes.find(({name}) => name === speakingProcess)?.pid ?? pid;
    const found = this.#isElsewhere ? undefined : machine.process(speaker);
    if (found?.pid !== this.#speaker?.pid || found?.startTicks !== this.#speaker?.startTicks) this.#await(found);
    this.#glance();
    this.#cancel();
    this.#arm();
  }

  close(): void {
    this.#isOver = true;
    this.#cancel();
    this.#stopAwaiting();
  }

  #await(speaker: Process | undefined): void {
    this.#stopAwaiting();
    this.#speaker = speaker;
    this.#stopAwaiting = speaker ? this.world.machine.onExit(speaker, () => this.#glance()) : () => {};
  }

  #arm(): void {
    this.#cancel = this.world.after(period, () => {
      this.#glance();
      if (!this.#isOver) this.#arm();
    });
  }

  #glance(): void {
    if (this.#isOver || this.#isElsewhere) return;
    if (this.tells) this.#toldUntil = this.world.clock();
    const facts = factsOf(this.#speaker, this.#speaker && this.world.machine.process(this.#speaker.pid));
    if (JSON.stringify(facts) === JSON.stringify(this.#facts)) return;
    this.#facts = facts;
    this.onFacts(facts);
  }
}

function factsOf(known: Process | undefined, now: Process | undefined): DaemonFacts {
  if (!known || !now || now.startTicks !== known.startTicks || now.state === 'zombie') return {state: 'gone'};
  const {pid, startedAt} = now;
  return now.state === 'stopped' ? {state: 'stopped', pid} : {state: 'running', pid, startedAt};
}
