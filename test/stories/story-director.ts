import {execFile} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {childrenOf} from '../directors/processes.js';
import {OwnDirector} from '../directors/own-director.js';
import type {Namespace} from '../kernel/rtnetlink/namespace.js';

/** A director with virtual services of its own YAML, on the kernel's table unless told. */
export class StoryDirector extends OwnDirector {
  #hasServices = true;

  constructor(
    namespace: Namespace,
    folder: string,
    private readonly more: Readonly<Record<string, string>> = {},
  ) {
    mkdirSync(folder, {mode: 0o700, recursive: true});
    super(namespace, folder);
  }

  override get configuration(): string {
    return join(this.folder, 'director.yaml');
  }

  override get environment(): Readonly<Record<string, string>> {
    return {...super.environment, ...this.more};
  }

  override configure(text: string): void {
    this.#hasServices = /^services:$/m.test(text);
    super.configure(text);
  }

  /** Settles when its virtual routers run, and its virtual services are checked. */
  override runs(): Promise<void> {
    return this.shows(
      'that it runs',
      ({pid, processes, routers, checks}) =>
        pid === this.pid &&
        this.#hasServices === (checks !== undefined) &&
        processes.every(({state}) => state === 'running') &&
        routers.every(({state}) => state !== 'initialize'),
    );
  }

  /** The number of the process that checks; undefined where none runs. */
  get checks(): number | undefined {
    return childrenOf(this.pid, 'lvsctl-checks')[0];
  }

  /** lvsctl with these words. @returns what it printed, whatever it ended with */
  lvsctl(environment: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string> {
    const env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      LVSCTL_STATE_DIR: join(this.folder, 'state'),
      ...this.environment,
      ...environment,
    };
    return new Promise(resolve =>
      execFile('ip', ['netns', 'exec', this.namespace.name, 'bin/lvsctl', ...words], {env}, (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      ),
    );
  }
}
