import {spawnSync} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, rmSync} from 'node:fs';
import {parseSample, type Sample, timeFormat} from './sample.js';

/** A command line to be measured. */
export interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  /** A file for its standard input. */
  readonly input?: string;
  /** What must be done before each run; not measured. */
  prepare?(): void;
  /** After each run, with the files that hold its output; not measured. */
  inspect?(output: string, errors: string): void;
}

const folder = '/run/bench';

/** Runs the programs in turn, so that a slow moment of the machine hits all of them. A program that takes very long gets fewer rounds. */
export function alternate(programs: readonly Program[], rounds: number): Record<string, Sample[]> {
  const samples: Record<string, Sample[]> = Object.fromEntries(programs.map(({name}) => [name, []]));
  let wanted = rounds;
  for (let round = 0; round < wanted; round++) {
    for (const program of programs) {
      const sample = run(program);
      samples[program.name]?.push(sample);
      if (sample.wallSeconds > longRun) wanted = Math.min(wanted, roundsOfLongRuns);
    }
  }
  return samples;
}

const longRun = 45;
const roundsOfLongRuns = 3;

/** One measured run. Output goes to files in memory: a terminal's or a disk's speed is not the question. */
export function run({name, argv, input = '/dev/null', prepare, inspect}: Program): Sample {
  prepare?.();
  const [output, errors, times] = [`${folder}/output`, `${folder}/errors`, `${folder}/times`];
  for (const file of [output, errors, times]) if (existsSync(file)) rmSync(file);
  const streams = [openSync(input, 'r'), openSync(output, 'w'), openSync(errors, 'w')] as const;
  const {error} = spawnSync('/usr/bin/time', ['-o', times, '-f', timeFormat, ...argv], {stdio: [...streams]});
  for (const stream of streams) closeSync(stream);
  if (error) throw new Error(`${name} did not run: ${error.message}`);
  inspect?.(output, errors);
  return parseSample(readFileSync(times, 'utf8'));
}

/** A command that is not measured, and must succeed. Returns its output. */
export function command(file: string, ...words: string[]): string {
  const {status, stdout, stderr, error} = spawnSync(file, words, {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024});
  if (status !== 0) throw new Error(`${file} ${words.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
