import type {CommandContext} from '../../src/commands/command.js';
import {isUsage} from '../../src/commands/command.js';
import type {LintOptions} from '../../src/commands/lint/lint.js';
import {runLint} from '../../src/commands/lint/lint-run.js';

export interface LintRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs `lvsctl lint` in this process, on a machine named lb1. */
export async function lint(words: readonly string[], options: Partial<LintOptions> = {}, stdin = ''): Promise<LintRun> {
  let [stdout, stderr] = ['', ''];
  const context = {
    stdin: [Buffer.from(stdin)],
    resolver: {portOf: (service: string) => (service === 'http' ? 80 : null)},
    stdout: {write: (text: string) => (stdout += text)},
    stderr: {write: (text: string) => (stderr += text)},
  } as unknown as CommandContext;
  try {
    const code = await runLint({'config-id': 'lb1', ...options} as LintOptions, words, context);
    return {stdout, stderr, code};
  } catch (error) {
    if (!isUsage(error)) throw error;
    return {stdout, stderr: `${stderr}${error.message}\n`, code: 2};
  }
}
