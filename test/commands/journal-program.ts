import assert from 'node:assert/strict';
import {spawnSync, type SpawnSyncReturns} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DesiredEntry} from '../../src/ipvs/plan.js';
import {formatChange} from '../../src/ipvsadm/format-change.js';
import {openEmbeddedKernel} from '../../src/kernel/embedded/open-embedded-kernel.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import type {Kernel} from '../../src/kernel/kernel.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';

export const noProgram = !existsSync('dist/lvsctl.cjs') && 'needs a build of lvsctl (npm run build)';

interface EntryDocument {
  readonly id: number;
  readonly outcome: string;
  readonly undoneBy: number | null;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The built program with an embedded kernel, or on this machine's, and a state folder of its own. */
export class JournalProgram {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-journal-'));
  readonly kernelFile = join(this.folder, 'kernel.json');
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly program = join(process.cwd(), 'bin/lvsctl');
  readonly #kernel: Kernel;

  constructor(kernel: 'embedded' | 'real' = 'embedded') {
    const LVSCTL_KERNEL = kernel === 'embedded' ? `embedded:${this.kernelFile}` : undefined;
    const state = join(this.folder, '.local/state');
    this.environment = {
      PATH: process.env.PATH,
      HOME: this.folder,
      ...(LVSCTL_KERNEL === undefined ? {LVSCTL_STATE_DIR: join(state, 'lvsctl')} : {LVSCTL_KERNEL}),
    };
    const embedded = LVSCTL_KERNEL && openEmbeddedKernel(LVSCTL_KERNEL, {environment: {}, clock: Date.now});
    this.#kernel = embedded || linuxKernel;
  }

  /** @param words of the command line, separated by blanks */
  run(words: string, input = '', more: Record<string, string> = {}): SpawnSyncReturns<string> {
    const env = {...this.environment, ...more};
    return spawnSync(this.program, words.split(' '), {encoding: 'utf8', env, input, timeout: 60_000});
  }

  get journalFile(): string {
    const journals = join(this.folder, '.local/state/lvsctl/journal');
    return join(journals, readdirSync(journals)[0] ?? '', 'journal.jsonl');
  }

  /** The number of the last entry. @throws where the journal is damaged */
  lastEntry(): number {
    const {stdout, stderr, status} = this.run('journal --limit 1 -o json');
    assert.deepEqual([status, stderr], [0, '']);
    return (JSON.parse(stdout) as {entries: {id: number}[]}).entries[0]!.id;
  }

  entry(id: number): EntryDocument {
    return JSON.parse(this.run(`journal ${id} -o json`).stdout) as EntryDocument;
  }

  /** The table as commands, in an order of its own. */
  async rules(): Promise<readonly string[]> {
    const {ipvs} = await openIpvs(this.#kernel);
    try {
      return (await ipvs.table()).entries.flatMap(rulesOf).sort();
    } finally {
      ipvs.close();
    }
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }
}

function rulesOf({service, destinations}: DesiredEntry): string[] {
  return [
    formatChange({type: 'add-service', service}),
    ...destinations.map(destination => formatChange({type: 'add-server', id: service.id, destination})),
  ];
}
