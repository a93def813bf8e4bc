import {spawn} from 'node:child_process';
import {watch} from 'node:fs';
import {dirname} from 'node:path';
import type {JournalProgram} from './journal-program.js';

interface When {
  /** From 0 to 1. */
  readonly random: () => number;
  /** Milliseconds of one that is left alone. */
  readonly usual: number;
}

/** Runs lvsctl, and kills it at some time: at any, or soon after it has begun to write the journal. */
export async function killAtWork(
  lvsctl: JournalProgram,
  words: string,
  input: string,
  {random, usual}: When,
): Promise<void> {
  const child = spawn(lvsctl.program, words.split(' '), {
    env: lvsctl.environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exited = new Promise(resolve => child.on('close', resolve));
  child.stdin.on('error', () => {}); // it may be dead by then
  child.stdin.end(input);
  const kill = (): void => void child.kill('SIGKILL');
  if (random() < 0.3) {
    setTimeout(kill, random() * usual);
    await exited;
    return;
  }
  const writes = watch(dirname(lvsctl.journalFile), (_event, name) => {
    if (name === 'journal.jsonl') setTimeout(kill, random() * random() * 0.5 * usual);
  });
  await exited;
  writes.close();
}
