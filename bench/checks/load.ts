import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {Farm} from './farm.js';
import type {Kind} from './targets.js';

/** What check-load tells. */
export interface Load {
  readonly kind: Kind;
  readonly perSecond: number;
  /** In microseconds. */
  readonly cpuPerCheck: number;
  readonly cpuShare: number;
  readonly up: number;
  readonly down: number;
  readonly undecided: number;
  /** Verdicts that are not what the server is, and the words of the last. */
  readonly wrong: number;
  readonly worst: string;
  /** Milliseconds between a limit and the verdict of a silent server, at most and for 99 of 100. */
  readonly timeoutError: number;
  readonly timeoutErrorOfMost: number;
  /** In MB, at most. */
  readonly memory: number;
}

/** What the process that checks is started with. */
const flags = ['--max-semi-space-size=1'];

/** Checks a farm with a process of its own for so many seconds. */
export async function loadOf(
  {director}: Farm,
  wish: {
    readonly kind: Kind;
    readonly servers: number;
    readonly seconds: number;
    readonly interval: number;
    readonly hasSilent: boolean;
  },
): Promise<Load> {
  const script = fileURLToPath(new URL('check-load.js', import.meta.url));
  const words = [wish.kind, wish.servers, wish.seconds, wish.interval, ...(wish.hasSilent ? ['silent'] : [])].map(
    String,
  );
  const program = [process.execPath, ...flags, script, ...words];
  const child = spawn('ip', ['netns', 'exec', director.name, ...program], {stdio: ['ignore', 'pipe', 'inherit']});
  let text = '';
  for await (const part of child.stdout) text += part;
  return JSON.parse(text);
}
