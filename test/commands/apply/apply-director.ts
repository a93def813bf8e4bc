import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {CommandDefinition} from '../../../src/commands/command.js';
import {Usage} from '../../../src/commands/command.js';
import type {CommandContext} from '../../../src/commands/command.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {type Journal, openJournal} from '../../../src/maintenance/journal/open-journal.js';
import {newSite, type Site} from '../../kernel/embedded/directors.js';
import {saved} from '../../maintenance/apply/site-table.js';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Circumstances {
  readonly stdin?: string;
  /** What the port does otherwise. */
  readonly change?: (ipvs: Ipvs) => Ipvs;
  readonly isInterrupted?: () => boolean;
}

/** A director in memory with a journal of its own, and the commands of whole tables on it. */
export class ApplyDirector {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-apply-'));
  readonly stateFolder = join(this.folder, 'state');
  #said = '';

  private constructor(readonly site: Site) {}

  static async with(...rules: readonly string[]): Promise<ApplyDirector> {
    return new ApplyDirector(await newSite(...rules));
  }

  get journal(): Journal {
    return openJournal({
      environment: {XDG_STATE_HOME: this.stateFolder},
      embeddedFile: join(this.folder, 'kernel'),
      words: ['lvsctl', 'apply'],
      clock: () => 1_700_000_000_000,
      say: text => {
        this.#said += `${text}\n`;
      },
      pause: async () => undefined,
    });
  }

  /** @param given options by name */
  async run(
    command: unknown,
    words: readonly unknown[],
    given: Readonly<Record<string, unknown>> = {},
    {stdin = '', change = ipvs => ipvs, isInterrupted = () => false}: Circumstances = {},
  ): Promise<Ran> {
    let stdout = '';
    let stderr = '';
    this.#said = '';
    const context = {
      open: async () => {
        const open = await openIpvs(this.site.kernel);
        return {...open, ipvs: change(open.ipvs)};
      },
      openJournal: async () => this.journal,
      stdin: [Buffer.from(stdin)],
      resolver: {addressOf: async () => null, portOf: () => null},
      now: () => 1_700_000_000_000,
      stdout: {write: (text: string) => (stdout += text)},
      stderr: {write: (text: string) => (stderr += text)},
      isTerminal: false,
      mark: '',
      isEmbedded: true,
      sleep: async () => undefined,
      isInterrupted,
    } as unknown as CommandContext;
    try {
      const code = await (command as CommandDefinition).run(given, words as never, context);
      return {stdout, stderr: stderr + this.#said, code};
    } catch (error) {
      if (error instanceof Usage) return {stdout, stderr: error.message, code: 2};
      throw error;
    }
  }

  saved(): Promise<string> {
    return saved(this.site);
  }

  remove(): void {
    this.site.close();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

/** The port with another way of making changes. */
export function withApply(ipvs: Ipvs, apply: Ipvs['apply']): Ipvs {
  return new Proxy(ipvs, {
    get(target, name) {
      const value: unknown = name === 'apply' ? apply : Reflect.get(target, name, target);
      return typeof value === 'function' && name !== 'apply' ? value.bind(target) : value;
    },
  });
}
