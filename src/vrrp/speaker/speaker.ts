import type {Milliseconds} from '../intervals.js';
import type {NetworkEvent} from '../ports.js';
import type {RouterConfiguration} from '../router/configuration.js';
import {AddressKeeper} from './address-keeper.js';
import {Alarm} from './alarm.js';
import {Announcer} from './announcer.js';
import {collisions} from './configuration-difference.js';
import {Connections} from './connections.js';
import {Crew} from './crew.js';
import {Hands} from './hands.js';
import {HostNetwork} from './host-network.js';
import {HostWatch} from './host-watch.js';
import type {LocalRouter, RouterListener} from './local-router.js';
import {Negotiator} from './negotiator.js';
import {Reporter} from './reporter.js';
import {Roster} from './roster.js';
import {routerStatus} from './router-status.js';
import type {HandOverRequest, SpeakerControl, SpeakerStatus, SyncReadiness, TrackedValues} from './speaker-control.js';
import type {SpeakerReport} from './speaker-report.js';
import type {SpeakerWorld} from './speaker-world.js';
import {StallWatch} from './stall-watch.js';
import {StrayWatch} from './stray-watch.js';
import {Surroundings} from './surroundings.js';

const shutDown = 'the speaker is shut down';

/** Virtual routers on this host: the driver of src/vrrp/router. */
export class Speaker implements SpeakerControl {
  readonly #host = new HostNetwork();
  readonly #reporter: Reporter;
  readonly #keeper: AddressKeeper;
  readonly #announcer: Announcer;
  readonly #connections: Connections;
  readonly #surroundings: Surroundings;
  readonly #negotiator: Negotiator;
  readonly #crew: Crew;
  readonly #hands: Hands;
  readonly #roster: Roster;
  readonly #alarm: Alarm;
  readonly #stalls = new StallWatch();
  readonly #strays: StrayWatch;
  readonly #watch: HostWatch;
  /** What is told when all is done: whoever is told takes time. */
  readonly #news: SpeakerReport[] = [];
  /** `status` may say something else than before. */
  #hasNews = false;
  #isOver = false;

  /** @param onStatusChange more than the counters of `status` may have changed */
  constructor(
    private readonly world: SpeakerWorld,
    private readonly onReport: (report: SpeakerReport) => void,
    private readonly onStatusChange: () => void = () => {},
  ) {
    const clock = () => world.clock();
    const report = (news: SpeakerReport) => {
      this.#hasNews = true;
      this.#news.push(news);
    };
    this.#reporter = new Reporter(clock, report);
    this.#keeper = new AddressKeeper(world.network, clock, this.#host, {
      onPresent: (kept, holder) => this.#hands.onPresent(kept, holder),
      onAnswer: outcomes => {
        this.#hasNews = true;
        this.#alarm.ringIfDue(); // batch after batch may come without a turn for timers
        this.#work(() => this.#hands.onAnswer(outcomes));
      },
    });
    this.#announcer = new Announcer(world, this.#host, (holder, outcome) => {
      if (outcome === 'sent') (holder as LocalRouter).counters.announced++;
      else this.#reporter.problem(holder.name, 'announce', `an address was not announced: ${outcome.message}`);
    });
    this.#connections = new Connections(world.packets, clock, this.#host);
    this.#surroundings = new Surroundings(this.#host, address => this.#keeper.isOurs(address));
    this.#crew = new Crew({
      clock,
      report,
      onHeard: () => (this.#hasNews = true),
      onEntered: (router, before) => this.#hands.onEntered(router, before),
      advertise: (router, priority, delay) => this.#hands.advertise(router, priority, delay),
      addAddresses: router => this.#hands.addAddresses(router),
      removeAddresses: (router, farewell) => this.#hands.removeAddresses(router, farewell),
      announce: (router, why) => this.#hands.announce(router, why),
    });
    this.#strays = new StrayWatch({
      locals: this.#crew.locals,
      host: this.#host,
      reporter: this.#reporter,
      isOurs: address => this.#keeper.isOurs(address),
      onChange: () => (this.#hasNews = true),
    });
    this.#negotiator = new Negotiator(clock, this.#crew, report);
    this.#hands = new Hands({
      clock,
      keeper: this.#keeper,
      announcer: this.#announcer,
      handovers: this.#negotiator.handovers,
      reporter: this.#reporter,
      firewall: world.firewall,
      strays: this.#strays,
    });
    this.#roster = new Roster({
      clock,
      crew: this.#crew,
      hands: this.#hands,
      announcer: this.#announcer,
      connections: this.#connections,
      surroundings: this.#surroundings,
    });
    this.#watch = new HostWatch(world.network, clock, {
      onEvents: events => this.#work(() => this.#follow(events)),
      onError: ({message}) =>
        this.#work(() => this.#reporter.problem(undefined, 'network', `links and addresses are not told: ${message}`)),
    });
    this.#alarm = new Alarm(world, (now, late) => this.#work(() => this.#ring(now, late)));
  }

  async configure(configuration: RouterConfiguration): Promise<readonly string[]> {
    if (this.#isOver) return [shutDown];
    try {
      await this.#watch.start();
    } catch (error) {
      return [`links and addresses cannot be read: ${(error as Error).message}`];
    }
    if (this.#isOver) return [shutDown];
    const problems = collisions(configuration);
    if (problems.length > 0) return problems;
    const reserved = this.#connections.reserve(configuration.routers);
    if (reserved.problems.length === 0) this.#work(() => this.#roster.become(configuration, this.#listener));
    reserved.letGo();
    return reserved.problems;
  }

  track(values: TrackedValues): void {
    this.#surroundings.values = values;
    this.#work(() => this.#roster.adaptAll());
  }

  hold(holds: Readonly<Record<string, 'master' | 'backup'>>): void {
    this.#surroundings.holds = holds;
    this.#work(() => this.#roster.adaptAll());
  }

  noteSync(sync: SyncReadiness): void {
    this.#negotiator.sync = sync;
  }

  handOver(request: HandOverRequest): void {
    this.#work(() => this.#negotiator.start(request));
  }

  announce(router: string): number {
    const local = this.#crew.locals.get(router);
    return local?.state === 'master' ? this.#work(() => this.#hands.tellAll(local)) : 0;
  }

  status(): SpeakerStatus {
    const routers = [...this.#crew.locals.values()].flatMap(local => {
      const member = this.#crew.member(local);
      return member ? [routerStatus(local, member, this.#keeper.present(local))] : [];
    });
    return {at: this.world.clock(), routers};
  }

  async shutdown(): Promise<void> {
    this.#isOver = true;
    await this.#work(() => this.#roster.dismissAll());
    this.#alarm.stop();
    this.#announcer.close();
    this.#watch.close();
  }

  /** Whatever is done, the addresses are asked for right away, and the alarm is set to what comes next. */
  #work<T>(task: () => T): T {
    const result = task();
    this.#keeper.wake(this.world.clock());
    this.#announcer.isPaused = this.#keeper.isBusy;
    const {deadline} = this.#stalls;
    this.#alarm.set(
      deadline ??
        Math.min(
          this.#crew.deadline,
          this.#keeper.deadline,
          this.#announcer.deadline,
          this.#negotiator.handovers.deadline,
          this.#connections.deadline,
          this.#strays.deadline,
          this.#watch.deadline,
        ),
    );
    this.#tell();
    return result;
  }

  #tell(): void {
    for (let news = this.#news.shift(); news; news = this.#news.shift()) this.onReport(news);
    if (!this.#hasNews) return;
    this.#hasNews = false;
    this.onStatusChange();
  }

  #follow(events: readonly NetworkEvent[]): void {
    const {isVirtual} = this.#surroundings;
    let isRelevant = false;
    for (const event of events) {
      this.#host.apply(event);
      if (event.type === 'address-removed') this.#keeper.noteRemoval(event.address);
      isRelevant ||= !('address' in event && this.#keeper.isOurs(event.address));
    }
    if (isRelevant) this.#roster.adaptAll();
    if (events.some(event => !('address' in event) || isVirtual(event.address)))
      this.#strays.suspect(this.world.clock());
    if (!events.some(({type}) => type === 'link-appeared')) return;
    for (const local of this.#crew.locals.values()) if (local.state === 'master') this.#hands.addAddresses(local);
  }

  #ring(now: Milliseconds, late: Milliseconds): void {
    const intervals = [...this.#crew.locals.values()].map(({settings}) => settings.rules.interval);
    const stall = this.#stalls.ring(now, late, Math.min(...intervals));
    if (stall === 'listen') return;
    if (stall === 'stalled') this.#crew.feed({type: 'stalled'});
    if (this.#crew.deadline <= now) this.#crew.feed({type: 'clock'}, now);
    this.#negotiator.handovers.wake(now);
    this.#watch.wake(now);
    if (this.#connections.isDue(now)) this.#roster.adaptAll();
    this.#strays.wake(now);
    this.#announcer.wake(now);
  }

  /** What sockets tell. */
  readonly #listener: RouterListener = {
    isOwn: ({socket}, source) => socket !== undefined && this.#host.find(socket.place.index, source) !== undefined,
    onAdvertisement: (router, source, {priority, interval}) =>
      this.#work(() => {
        this.#crew.feed({type: 'advertisement', router: router.name, source, priority, interval});
        this.#negotiator.handovers.noteAdvertisement(router, source, priority, this.world.clock());
      }),
    onHandoverMessage: (router, source, message) => this.#work(() => this.#negotiator.hear(router, source, message)),
    onBroken: (router, error) =>
      this.#work(() => {
        router.socketFault = `its socket for advertisements broke: ${error.message}`;
        this.#connections.tryAgain();
        this.#crew.adapt(router, this.#surroundings.circumstancesOf(router));
      }),
  };
}
