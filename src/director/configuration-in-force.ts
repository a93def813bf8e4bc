import type {Milliseconds} from '../vrrp/intervals.js';
import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import {decideReload} from './decide-reload.js';
import type {DirectorWorld} from './director-world.js';
import type {ConfigurationState} from './protocol/director-state.js';
import type {ReloadResult} from './protocol/methods.js';

type FileWorld = Pick<DirectorWorld, 'file' | 'load' | 'difference' | 'foreignRouters' | 'clock' | 'log'>;

interface ReloadListener {
  /** Puts one in the place of the other. @returns why it cannot be had; then everything is as before */
  apply(before: RouterConfiguration, after: RouterConfiguration): Promise<readonly string[]>;
  onApplied(after: RouterConfiguration): void;
  onState(state: ConfigurationState): void;
}

/** The configuration that is carried out, and the file that may bring another one. */
export class ConfigurationInForce {
  #configuration: RouterConfiguration;
  #about: {readonly loadedAt: Milliseconds; readonly problem: string | undefined; readonly warnings: readonly string[]};
  /** Reloads come one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly world: FileWorld,
    configuration: RouterConfiguration,
    warnings: readonly string[],
    private readonly listener: ReloadListener,
  ) {
    this.#configuration = configuration;
    this.#about = {loadedAt: world.clock(), problem: undefined, warnings};
  }

  get configuration(): RouterConfiguration {
    return this.#configuration;
  }

  get state(): ConfigurationState {
    return {file: this.world.file, ...this.#about};
  }

  reload(isOnlyCheck: boolean): Promise<ReloadResult> {
    const work = this.#work.then(() => this.#reload(isOnlyCheck));
    this.#work = work.catch(() => {});
    return work;
  }

  async #reload(isOnlyCheck: boolean): Promise<ReloadResult> {
    const before = this.#configuration;
    const loaded = await this.world.load();
    const after = loaded.configuration;
    const foreign = after ? await this.world.foreignRouters(after) : [];
    const difference = after ? this.world.difference(before, after) : [];
    const decision = decideReload(before, loaded, foreign, difference, isOnlyCheck);
    const answer = decision.type === 'answer' ? decision.answer : await this.#replace(decision);
    if (!isOnlyCheck) this.#note(answer, loaded.warnings);
    return answer;
  }

  async #replace({
    configuration,
    words,
  }: {
    readonly configuration: RouterConfiguration;
    readonly words: readonly string[];
  }): Promise<ReloadResult> {
    const problems = await this.listener.apply(this.#configuration, configuration);
    if (problems.length > 0) return {result: 'taken-back', words: problems};
    this.#configuration = configuration;
    this.listener.onApplied(configuration);
    return {result: 'applied', words};
  }

  #note({result, words}: ReloadResult, warnings: readonly string[]): void {
    const isInForce = result === 'applied' || result === 'unchanged';
    for (const line of words) this.world.log(isInForce ? 'notice' : 'error', `reload: ${line}`);
    if (!isInForce) this.world.log('error', 'reload: nothing was changed, the configuration before stays in force');
    this.#about = isInForce
      ? {loadedAt: this.world.clock(), problem: undefined, warnings}
      : {...this.#about, problem: words.join('\n')};
    if (isInForce) for (const line of warnings) this.world.log('warning', line);
    this.listener.onState(this.state);
  }
}
