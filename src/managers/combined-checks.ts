import type {CheckRun, ChecksReport} from '../director/protocol/checks-report.js';
import type {CheckDeed, CheckHistory, CheckSource, DisableWish} from './check-source.js';
import {isServerNamed, placesOf} from './checked-places.js';

/** Several who check, as one: a host may run keepalived and ldirectord beside each other. */
export class CombinedChecks implements CheckSource {
  readonly name: string;
  readonly reading: CheckSource['reading'];
  readonly files: CheckSource['files'];
  readonly cannot: CheckSource['cannot'];
  /** Whose servers are whose, as of the last reading. */
  readonly #reports = new Map<CheckSource, ChecksReport>();

  constructor(private readonly sources: readonly CheckSource[]) {
    this.name = sources.map(({name}) => name).join(' and ');
    this.reading = sources.some(({reading}) => reading === 'signal')
      ? 'signal'
      : sources.some(({reading}) => reading === 'files')
        ? 'files'
        : 'told';
    this.files = sources.flatMap(({files}) => files);
    const why = (deed: CheckDeed) => sources.map(({cannot}) => cannot[deed]).find(words => words !== undefined);
    const isAble = (deed: CheckDeed) => sources.some(source => source[deed] !== undefined);
    this.cannot = Object.fromEntries(
      (['run', 'disable'] as const).flatMap(deed => (isAble(deed) ? [] : [[deed, why(deed)]])),
    );
  }

  /** One that cannot be read is a note; rejects where none can. */
  async read(): Promise<ChecksReport> {
    const results = await Promise.allSettled(this.sources.map(source => source.read()));
    const notes: string[] = [];
    for (const [i, result] of results.entries()) {
      const source = this.sources[i] as CheckSource;
      if (result.status === 'fulfilled') this.#reports.set(source, result.value);
      else {
        this.#reports.delete(source);
        notes.push(`${source.name}: ${(result.reason as Error).message}`);
      }
    }
    if (this.#reports.size === 0) throw new Error(notes.join('; '));
    return this.#merged(notes);
  }

  get last(): ChecksReport | undefined {
    for (const source of this.sources) if (source.last) this.#reports.set(source, source.last);
    return this.#reports.size === 0 ? undefined : this.#merged([]);
  }

  async history(server: string | undefined): Promise<CheckHistory> {
    const all = await Promise.allSettled(this.sources.map(source => source.history(server)));
    const read = all.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = all.flatMap((one, i) =>
      one.status === 'rejected' ? [`${this.sources[i]?.name}: ${(one.reason as Error).message}`] : [],
    );
    if (read.length === 0) throw new Error(failed.join('; '));
    const entries = read.flatMap(one => one.entries).sort((a, b) => a.at - b.at);
    return {entries, notes: [...failed, ...read.flatMap(({notes}) => notes)]};
  }

  run(server: string, pool: string | undefined): Promise<readonly CheckRun[]> {
    return this.#whoCan('run', server).run(server, pool);
  }

  disable(wish: DisableWish): Promise<void> {
    return this.#whoCan('disable', wish.server).disable(wish);
  }

  enable(server: string, pool: string | undefined): Promise<void> {
    return this.#whoCan('enable', server).enable(server, pool);
  }

  watch(onChange: () => void): () => void {
    const stops = this.sources.map(source => source.watch?.(onChange));
    return () => {
      for (const stop of stops) stop?.();
    };
  }

  close(): void {
    for (const source of this.sources) source.close();
  }

  /** Whoever checks the server and can do that; of several the first. @throws Error with what to do instead */
  #whoCan<Deed extends 'run' | 'disable' | 'enable'>(
    deed: Deed,
    server: string,
  ): CheckSource & Required<Pick<CheckSource, Deed>> {
    const isChecked = (source: CheckSource) =>
      placesOf(this.#reports.get(source) ?? {pools: []}).some(place => isServerNamed(place.server, server));
    const checking = this.sources.filter(isChecked);
    const candidates = checking.length > 0 ? checking : this.sources;
    const able = candidates.find(source => source[deed] !== undefined);
    if (able) return able as CheckSource & Required<Pick<CheckSource, Deed>>;
    const whys = candidates.map(({cannot}) => cannot[deed === 'run' ? 'run' : 'disable']);
    throw new Error(whys.filter(why => why !== undefined).join('; '));
  }

  #merged(notes: readonly string[]): ChecksReport {
    const reports = [...this.#reports.values()];
    return {
      schema: 'lvsctl.checks/1',
      source: this.name,
      at: Math.min(...reports.map(({at}) => at)),
      pools: reports.flatMap(({pools}) => pools),
      notes: [...notes, ...reports.flatMap(each => each.notes.map(note => `${each.source}: ${note}`))],
    };
  }
}
