import {openSync, readFileSync, rmSync, writeSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {type Case, isOwnName, type Job, type Outcome, type Result, simpleCommand} from './case.js';
import {daemonsBegin, type Operator, startOperator} from './operator.js';
import {inProcess, type Program, spawned} from './program.js';

/** Runs the cases of a job one after the other, and writes an outcome a line: run inside the guest, or on the host. */
async function runBatch(job: Job): Promise<void> {
  const own = job.mode === 'in-process' ? await inProcess(job.main ?? '') : spawned;
  const operator = job.operator === undefined ? undefined : startOperator(job.operator);
  const bench: Bench = {job, own, operator, table: undefined};
  const results = openSync(job.results, 'as'); // at once: the guest may be killed before its files are written back
  const end = Date.now() + job.seconds * 1000;
  for (const one of job.cases) {
    if (Date.now() > end) break;
    writeSync(results, `${JSON.stringify(await runCase(bench, one))}\n`);
  }
  operator?.close();
}

interface Bench {
  job: Job;
  own: Program;
  operator: Operator | undefined;
  /** The shared table that stands now. */
  table: string | undefined;
}

async function runCase(bench: Bench, one: Case): Promise<Outcome> {
  const shared = one.table !== undefined && one.table === bench.table;
  if (!shared) await prepare(bench, one);
  bench.table = one.table;
  const begin = performance.now();
  const result = await run(bench, one.argv, one);
  const milliseconds = Math.round(performance.now() - begin);
  if (one.after === undefined) return {id: one.id, ...result, milliseconds};
  return {id: one.id, ...result, after: await run(bench, shellOr(one.after)), milliseconds};
}

async function prepare({job, own, operator}: Bench, {reset, setup}: Case): Promise<void> {
  if (reset) {
    if (job.kernelFile !== undefined) rmSync(job.kernelFile, {force: true});
    await operator?.reset();
  }
  for (const command of setup) {
    const words = simpleCommand(command);
    // A spawned Node for every rule would cost most of the time: the operator builds the table instead.
    if (words !== undefined && operator !== undefined && job.mode === 'spawned') await operator.run([command]);
    else await (words === undefined ? spawned : own)(call(job, words ?? ['sh', '-c', command]));
    if (command.includes('--start-daemon')) await daemonsBegin();
  }
}

function run({job, own}: Bench, argv: readonly string[], options: Partial<Case> = {}): Promise<Result> {
  const callable = isOwnName(argv[0] ?? '') && options.uid === undefined;
  return (callable ? own : spawned)(call(job, argv, options));
}

function call(job: Job, argv: readonly string[], {stdin, uid, env}: Partial<Case> = {}) {
  return {
    argv,
    env: {...process.env, ...job.env, ...env},
    seconds: job.secondsEach,
    ...(stdin === undefined ? {} : {stdin}),
    ...(uid === undefined ? {} : {uid}),
  };
}

function shellOr(command: string): string[] {
  return simpleCommand(command) ?? ['sh', '-c', command];
}

const [, , jobFile] = process.argv;
if (jobFile === undefined) throw new Error('usage: node batch.js JOB.json');
const given = JSON.parse(readFileSync(jobFile, 'utf8')) as Job;
await runBatch({...given, results: resolve(dirname(jobFile), given.results)});
