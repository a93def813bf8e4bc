import {type Address, addressKey} from '../net/address.js';
import {type Assessment, assess} from '../vrrp/findings/assess.js';
import type {Knowledge, Uplink} from '../vrrp/findings/knowledge.js';
import type {WantedInstance} from '../vrrp/findings/wanted-instance.js';
import {masterDownInterval, type Milliseconds} from '../vrrp/intervals.js';
import {Listener, type ListeningProblem, type Subscriber} from '../vrrp/listener/listener.js';
import type {Observation} from '../vrrp/observer/observation.js';
import type {Hold} from '../vrrp/truth/hold.js';
import type {RouterSource, RouterTruth, SourceView} from '../vrrp/truth/router-truth.js';
import {Timeline} from '../vrrp/truth/timeline.js';
import type {LogReading} from './keepalived/log/read-accounts.js';
import {type PeerWord, witnessesOf} from './peer/ask-peer.js';
import {probeNetwork} from './probe/probe-network.js';
import type {RouterManager} from './router-manager.js';
import type {RouterWorld} from './router-world.js';
import {withoutDoubles} from './without-doubles.js';
import {systemReason} from '../ipvs/system-words.js';

/** How long what happens together is gathered before it is judged. */
const gathering = 20;
/** Silence is judged so often, or as rarely as a hundred times what it costs. */
const judging = {period: 250, thrift: 100};

/** Who is told that there are holds. */
export interface HoldReader {
  /** As they are now; cheap. */
  read(): readonly Hold[];
}

/** Watches the virtual routers of this machine: the wire, the kernel and the managers together. */
export class RouterWatch implements RouterSource {
  readonly #listener: Listener;
  readonly #timeline = new Timeline();
  #onChange: () => void = () => {};
  #cancelGathering: (() => void) | undefined;
  #cancelJudging: () => void = () => {};
  #startedAt: Milliseconds;
  /** What other hosts said of themselves. */
  #words: readonly PeerWord[] = [];
  #log: LogReading | undefined;
  #uplinks: readonly Uplink[] = [];
  #isOver = false;

  constructor(
    private readonly world: RouterWorld,
    private readonly managers: readonly RouterManager[],
    private readonly holds: HoldReader,
  ) {
    this.#listener = new Listener(world);
    this.#startedAt = world.clock();
  }

  async start(onChange: () => void): Promise<void> {
    this.#onChange = onChange;
    this.#listener.subscribe((_event, transitions, now) => {
      if (transitions.length === 0) return;
      this.#timeline.note(transitions, this.#listener.observation, this.wanted, now);
      this.#gather();
    });
    await this.#listener.start([]); // everywhere, until it is known where that is of use
    this.#startedAt = this.world.clock();
    for (const manager of this.managers)
      await manager.start(
        event => this.#listener.feed(event),
        () => {
          this.#listener.want(this.wanted);
          this.#gather();
        },
      );
    this.#listener.want(this.wanted);
    this.#judge();
  }

  /** What all managers want. */
  get wanted(): readonly WantedInstance[] {
    const {daemons} = this.#listener.observation;
    const runs = (daemon: string) => (daemons.get(daemon)?.facts.state ?? 'gone') !== 'gone';
    return withoutDoubles(
      this.managers.flatMap(({wanted}) => wanted),
      runs,
    );
  }

  /** NB: as Listener.observation. */
  get observation(): Observation {
    return this.#listener.observation;
  }

  get listener(): Listener {
    return this.#listener;
  }

  /** Addresses of this host, without loopback's and those of virtual routers. */
  get ownAddresses(): readonly Address[] {
    const {network} = this.#listener;
    const virtual = new Set(this.wanted.flatMap(({addresses}) => addresses.map(({address}) => addressKey(address))));
    const loopbacks = new Set(network?.links.flatMap(({index, isLoopback}) => (isLoopback ? [index] : [])));
    return (network?.addresses ?? []).flatMap(({address, interface: index}) =>
      loopbacks.has(index) || virtual.has(addressKey(address)) ? [] : [address],
    );
  }

  /** What other hosts said of themselves. */
  get words(): readonly PeerWord[] {
    return this.#words;
  }

  /** Takes the word of other hosts; it counts as long as it is fresh. */
  hear(words: readonly PeerWord[]): void {
    this.#words = words;
    this.#gather();
  }

  /** Asks the network who has our addresses, and whether the way out is there. */
  async probe(): Promise<void> {
    const {claims, uplinks} = await probeNetwork(this.world, this.wanted);
    for (const claim of claims) this.#listener.feed(claim);
    this.#uplinks = uplinks;
    this.#gather();
  }

  /** Takes what a log tells of the past. */
  recall(log: LogReading): void {
    this.#log = log;
    this.#gather();
  }

  subscribe(subscriber: Subscriber): () => void {
    return this.#listener.subscribe(subscriber);
  }

  read(): RouterTruth {
    const now = this.world.clock();
    return {
      ...this.#assess(now),
      at: now,
      listened: now - this.#startedAt,
      uncertainFor: this.#uncertainFor(now),
      sources: [
        ...this.managers.flatMap(({sources}) => sources),
        ...this.#ownSources(),
        ...(this.#log ? [this.#log.source] : []),
        ...this.#words.map(({source}) => source),
      ],
      holds: this.holds.read(),
      timeline: this.#timeline.happenings,
    };
  }

  async ask(): Promise<void> {
    await Promise.all(this.managers.map(manager => manager.ask()));
    this.#gather();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#cancelGathering?.();
    this.#cancelJudging();
    for (const manager of this.managers) manager.close();
    this.#listener.close();
  }

  #assess(now: Milliseconds): Assessment {
    const knowledge: Knowledge = {
      observation: this.#listener.observation,
      wanted: this.wanted,
      reports: this.managers.flatMap(({reports}) => reports),
      holds: this.holds
        .read()
        .flatMap(({instances, target, as, since, owner, reason}) =>
          instances.map(instance => ({instance, target, as, since, owner, reason})),
        ),
      accounts: this.#log?.accounts ?? [],
      uplinks: this.#uplinks,
      witnesses: this.#words.flatMap(word => witnessesOf(word, this.wanted)),
    };
    const {instances, findings} = assess(knowledge, now);
    const {network} = this.#listener;
    return {instances: [...instances, ...this.managers.flatMap(one => one.views?.(network, now) ?? [])], findings};
  }

  /** Judges soon, and tells. */
  #gather(): void {
    this.#cancelGathering ??= this.world.after(gathering, () => {
      this.#cancelGathering = undefined;
      this.#judge();
    });
  }

  /** Judges now, and again after a while: some findings come of time alone. */
  #judge(): void {
    if (this.#isOver) return;
    const now = this.world.clock();
    this.#timeline.compare(this.#assess(now), now);
    const cost = this.world.clock() - now;
    this.#cancelJudging();
    this.#cancelJudging = this.world.after(Math.max(judging.period, judging.thrift * cost), () => this.#judge());
    this.#onChange();
  }

  /** Until the last backup of every instance would have taken over. */
  #uncertainFor(now: Milliseconds): Milliseconds {
    const longest = Math.max(
      ...this.wanted.map(({version, interval}) => masterDownInterval(version, 1, interval)),
      masterDownInterval(2, 1, 1000),
    );
    return Math.max(0, this.#startedAt + longest - now);
  }

  #ownSources(): SourceView[] {
    const {problems, network} = this.#listener;
    const open = [...this.#listener.observation.segments.values()].filter(({isOpen}) => isOpen);
    const heard = new Set(open.map(segment => segment.interface)).size;
    const nameOf = (index: number) => network?.links.find(link => link.index === index)?.name ?? String(index);
    return [
      {
        kind: 'kernel',
        name: 'links and addresses',
        state: network ? 'good' : 'absent',
        words: network
          ? `${network.links.length} links, ${network.addresses.length} addresses, and every change`
          : 'not read yet',
      },
      {
        kind: 'wire',
        name: 'advertisements',
        state: heard > 0 ? 'good' : 'absent',
        words: heard > 0 ? `listening on ${heard} ${heard === 1 ? 'interface' : 'interfaces'}` : 'on no interface',
      },
      ...problems.map(problem => socketProblem(problem, nameOf(problem.interface))),
    ];
  }
}

function socketProblem({kind, error}: ListeningProblem, name: string): SourceView {
  const isDenied = error.code === 'EPERM' || error.code === 'EACCES';
  const words = isDenied
    ? `operation not permitted (${error.code}): run this with sudo (CAP_NET_RAW)`
    : systemReason(error);
  return {kind: 'wire', name: `${kind} on ${name}`, state: 'failed', words};
}
