import type {Milliseconds} from '../vrrp/intervals.js';
import {decideReload} from './decide-reload.js';
import type {DirectorConfiguration} from './director-configuration.js';
import type {DirectorWorld, LoadedConfiguration} from './director-world.js';
import type {ConfigurationState} from './protocol/director-state.js';
import type {ReloadResult} from './protocol/methods.js';

type FileWorld = Pick<DirectorWorld, 'file' | 'load' | 'difference' | 'foreign' | 'clock' | 'after' | 'log'>;

interface ReloadListener {
  /** Puts one in the place of the other. @returns why it cannot be had; then everything is as before */
  apply(before: DirectorConfiguration, after: DirectorConfiguration): Promise<readonly string[]>;
  /** Why it cannot be tried now, a line each: nothing was begun. */
  objections(before: DirectorConfiguration, after: DirectorConfiguration): readonly string[];
  onApplied(after: DirectorConfiguration): void;
  /** What it does besides that nobody has asked for, a line each. */
  sideEffects(before: DirectorConfiguration, after: DirectorConfiguration): readonly string[];
  onState(state: ConfigurationState): void;
}

/** How often it is looked who else runs its virtual routers or services: a keepalived that is started by hand asks nobody. */
const pause: Milliseconds = 10_000;

/** The configuration that is carried out, and the file that may bring another one. */
export class ConfigurationInForce {
  #configuration: DirectorConfiguration;
  #about: Omit<ConfigurationState, 'file' | 'foreign'>;
  #missing: readonly string[];
  #foreign: readonly string[] = [];
  #stopWatching: () => void = () => {};
  #isOver = false;
  /** Reloads come one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly world: FileWorld,
    configuration: DirectorConfiguration,
    {warnings, missing}: Pick<LoadedConfiguration, 'warnings' | 'missing'>,
    private readonly listener: ReloadListener,
  ) {
    this.#configuration = configuration;
    this.#about = {loadedAt: world.clock(), problem: undefined, warnings};
    this.#missing = missing;
  }

  get configuration(): DirectorConfiguration {
    return this.#configuration;
  }

  get state(): ConfigurationState {
    const foreign = this.#foreign.length > 0 ? this.#foreign : undefined;
    return {file: this.world.file, ...this.#about, foreign};
  }

  /** From now on it is known who else runs its virtual routers or services. */
  watch(): void {
    if (this.#isOver) return;
    this.#stopWatching = this.world.after(pause, async () => {
      const foreign = await this.world.foreign(this.#configuration).catch(() => this.#foreign);
      this.#noteForeign(foreign);
      this.watch();
    });
  }

  /** Refuses reloads from now on. @returns settles when none is under way */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#stopWatching();
    await this.#work;
  }

  reload(isOnlyCheck: boolean): Promise<ReloadResult> {
    const work = this.#work.then(() => this.#reload(isOnlyCheck));
    this.#work = work.catch(() => {});
    return work;
  }

  async #reload(isOnlyCheck: boolean): Promise<ReloadResult> {
    const before = this.#configuration;
    const loaded = await this.world.load();
    if (this.#isOver) return {result: 'refused', words: ['the director stops']};
    const after = loaded.configuration;
    const foreign = after ? await this.world.foreign(after) : [];
    const difference = after ? this.world.difference(before, after) : [];
    const unable = after && !isOnlyCheck ? this.listener.objections(before, after) : [];
    const objections = [...this.#lost(loaded), ...foreign, ...unable];
    const decision = decideReload(before, loaded, objections, difference, isOnlyCheck);
    const sideEffects = after ? this.listener.sideEffects(before, after) : [];
    const answer = decision.type === 'answer' ? decision.answer : await this.#replace(decision);
    if (!isOnlyCheck) this.#note(answer, loaded);
    if (answer.result !== 'applied' && answer.result !== 'checked') return answer;
    if (!isOnlyCheck) for (const line of sideEffects) this.world.log('warning', `reload: ${line}`);
    return {...answer, words: [...answer.words, ...sideEffects]};
  }

  /** An include that has gone is a slip: what it has would be given up in silence. */
  #lost({missing}: LoadedConfiguration): readonly string[] {
    return missing
      .filter(path => !this.#missing.includes(path))
      .map(path => `${path} is included, and cannot be read any more: take out what includes it if that is meant`);
  }

  async #replace({
    configuration,
    words,
  }: {
    readonly configuration: DirectorConfiguration;
    readonly words: readonly string[];
  }): Promise<ReloadResult> {
    const problems = await this.listener.apply(this.#configuration, configuration);
    if (problems.length > 0) return {result: 'taken-back', words: problems};
    this.#configuration = configuration;
    this.listener.onApplied(configuration);
    return {result: 'applied', words};
  }

  #note({result, words}: ReloadResult, {warnings, missing}: LoadedConfiguration): void {
    const isInForce = result === 'applied' || result === 'unchanged';
    for (const line of words) this.world.log(isInForce ? 'notice' : 'error', `reload: ${line}`);
    if (!isInForce) this.world.log('error', 'reload: nothing was changed, the configuration before stays in force');
    this.#about = isInForce
      ? {loadedAt: this.world.clock(), problem: undefined, warnings}
      : {...this.#about, problem: words.join('\n')};
    if (isInForce) {
      this.#missing = missing;
      for (const line of warnings) this.world.log('warning', line);
    }
    this.listener.onState(this.state);
  }

  #noteForeign(foreign: readonly string[]): void {
    if (this.#isOver || foreign.join('\n') === this.#foreign.join('\n')) return;
    this.#foreign = foreign;
    for (const line of foreign) this.world.log('warning', line);
    if (foreign.length === 0)
      this.world.log('notice', 'nobody else on this host runs one of its virtual routers or services any more');
    this.listener.onState(this.state);
  }
}
