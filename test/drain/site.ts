import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DrainSurroundings} from '../../src/commands/drain/drain-context.js';
import type {Change} from '../../src/ipvs/change.js';
import {tableFingerprint} from '../../src/ipvs/fingerprint.js';
import type {Ipvs} from '../../src/ipvs/ipvs.js';
import {openEmbeddedKernel} from '../../src/kernel/embedded/open-embedded-kernel.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {type Ran, startCommand, type Started} from './start-command.js';
import {drainContext} from './surroundings.js';

export interface Given {
  readonly own?: Partial<DrainSurroundings>;
  readonly isTerminal?: boolean;
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** A director on the embedded kernel with a state folder, and the commands of drains on it. NB: remove it. */
export class Site {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-drain-'));
  readonly file = join(this.folder, 'kernel.json');
  readonly environment = {XDG_STATE_HOME: join(this.folder, 'state'), LVSCTL_KERNEL: `embedded:${this.file}`};

  run(line: string, given: Given = {}): Promise<Ran> {
    return this.start(line, given).ended;
  }

  start(line: string, {signal = new AbortController().signal, ...given}: Given = {}): Started {
    return startCommand(line, {file: this.file, environment: this.environment, interrupted: signal, ...given});
  }

  /** What the commands get, to be changed. */
  surroundings(): Promise<DrainSurroundings> {
    const silent = {write: () => {}};
    const {signal: interrupted} = new AbortController();
    const {file, environment} = this;
    return drainContext({file, environment, interrupted, stdout: silent, stderr: silent}).openDrains();
  }

  async ipvs(): Promise<Ipvs> {
    const kernel = openEmbeddedKernel(this.environment.LVSCTL_KERNEL, {
      environment: this.environment,
      clock: Date.now,
    });
    if (!kernel) throw new Error(this.file);
    return (await openIpvs(kernel)).ipvs;
  }

  /** As another operator does. */
  async apply(...changes: readonly Change[]): Promise<void> {
    const ipvs = await this.ipvs();
    for (const outcome of await ipvs.apply(changes)) if (outcome) throw outcome;
    ipvs.close();
  }

  /** Everything that is configured, sysctls included. */
  async state(): Promise<string> {
    const ipvs = await this.ipvs();
    const sysctls = [...(await ipvs.sysctls())].map(([name, value]) => `${name}=${value}`);
    const text = [tableFingerprint(await ipvs.table()), ...sysctls].join('\n');
    ipvs.close();
    return text;
  }

  /** Keeps the kernel's state, to come back to it. */
  save(): () => void {
    const kept = `${this.file}.kept`;
    copyFileSync(this.file, kept);
    return () => {
      copyFileSync(kept, this.file);
      rmSync(this.environment.XDG_STATE_HOME, {recursive: true, force: true});
    };
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }
}
