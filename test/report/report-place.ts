import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {CommandContext} from '../../src/commands/command.js';
import type {CommandOutput, ReportWorld} from '../../src/commands/report/report-world.js';

/** A folder that stands for the root of a machine, with files in it. */
export function makeRoot(files: Readonly<Record<string, string>>): {readonly root: string; remove(): void} {
  const root = mkdtempSync(join(tmpdir(), 'lvsctl-report-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(root + path), {recursive: true});
    writeFileSync(root + path, text);
  }
  return {root, remove: () => rmSync(root, {recursive: true, force: true})};
}

export interface Surroundings {
  readonly root?: string;
  readonly isEmbedded?: boolean;
  readonly runCommand?: (words: readonly string[], output: CommandOutput) => Promise<number>;
  readonly run?: ReportWorld['run'];
}

/** What a report runs in, with what it wrote. */
export class ReportPlace {
  readonly said: string[] = [];
  readonly written: Uint8Array[] = [];
  readonly context: CommandContext;

  constructor({root = '', isEmbedded = false, ...world}: Surroundings) {
    const report: ReportWorld = {
      run: async program => {
        throw Object.assign(new Error(`no ${program}`), {code: 'ENOENT'});
      },
      runCommand: async (words, {stdout}) => {
        stdout.write(`output of ${words.join(' ')}\n`);
        return 0;
      },
      processes: () => [],
      host: 'lvs-a',
      version: '1.2.3',
      root,
      key: 'key',
      after(delay, call) {
        const timer = setTimeout(call, Math.min(delay, 50));
        return () => clearTimeout(timer);
      },
      writeOut: bytes => void this.written.push(bytes),
      ...world,
    };
    this.context = {
      openReport: async () => report,
      openChecks: async () => undefined,
      reconnect: async () => ({ipvs: {close: () => {}}}),
      now: () => Date.UTC(2026, 10, 21, 2, 20),
      stdout: {write: (text: string) => this.said.push(text)},
      stderr: {write: (text: string) => this.said.push(text)},
      isTerminal: false,
      isEmbedded,
      mark: '',
      isInterrupted: () => false,
    } as unknown as CommandContext;
  }
}
