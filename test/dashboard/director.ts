import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type Dashboard, type DashboardOptions, openDashboard} from './dashboard.js';
import {program} from './program.js';

/** Clients of a service, as the state file writes them. */
const workload = {
  firstClient: '192.0.2.1',
  clients: 20,
  ports: 1000,
  requests: 2,
  pauseSeconds: 0.5,
  requestBytes: 300,
  replyBytes: 5000,
  resets: 0,
  abandoned: 0,
  silent: 0,
  random: 1,
  count: 0,
  fwmark: 0,
};

/** A director on the embedded kernel, in a file of its own; the built program reads and changes it from outside. */
export class Director {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-dashboard-'));
  readonly file = join(this.folder, 'kernel.json');
  /** Of every program here. */
  readonly environment = {
    LVSCTL_KERNEL: `embedded:${this.file}`,
    XDG_CONFIG_HOME: this.folder,
    XDG_STATE_HOME: this.folder,
  };
  readonly preferencesFile = join(this.folder, 'lvsctl/top.yaml');
  readonly #dashboards: Dashboard[] = [];

  constructor(...rules: string[]) {
    this.lvsctl(['-R'], rules.join('\n'));
  }

  /** Makes the table as it was in the beginning. */
  restore(...rules: string[]): void {
    this.lvsctl(['-C']);
    this.lvsctl(['-R'], rules.join('\n'));
  }

  /** Makes a change as somebody else does, by another console. */
  change(command: string): void {
    this.lvsctl(command.split(' '));
  }

  /** Runs the built program on the table. @returns what it printed */
  lvsctl(words: readonly string[], input = ''): string {
    const {status, stdout, stderr} = spawnSync(program, words, {
      encoding: 'utf8',
      env: {PATH: process.env.PATH, HOME: this.folder, ...this.environment},
      input,
    });
    assert.equal(status, 0, `lvsctl ${words.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** The table as `ipvsadm -Sn` tells it: in no order, for deleting and adding changes the kernel's. */
  rules(): string[] {
    return this.lvsctl(['-Sn']).trim().split('\n').sort();
  }

  /** Lets clients come to TCP services from now on, so many in a second. */
  startTraffic(rates: Readonly<Record<string, number>>): void {
    const state = JSON.parse(readFileSync(this.file, 'utf8')) as {traffic?: unknown};
    const sources = Object.entries(rates).map(([service, ratePerSecond]) => {
      const [virtual, port] = service.split(':');
      return {...workload, protocol: 6, virtual, port: Number(port), ratePerSecond, nextAt: Date.now()};
    });
    writeFileSync(this.file, JSON.stringify({...state, traffic: {sources}}));
  }

  /** Writes the configuration file. */
  prefer(yaml: string): void {
    mkdirSync(join(this.folder, 'lvsctl'), {recursive: true});
    writeFileSync(this.preferencesFile, yaml);
  }

  /** Opens a dashboard on the table. */
  async open({environment, ...options}: DashboardOptions = {}): Promise<Dashboard> {
    const dashboard = await openDashboard({...options, environment: {...this.environment, ...environment}});
    this.#dashboards.push(dashboard);
    return dashboard;
  }

  /** Closes what was opened, and leaves nothing behind. */
  async close(): Promise<void> {
    for (const {terminal} of this.#dashboards) await terminal.close();
    rmSync(this.folder, {recursive: true});
  }
}
