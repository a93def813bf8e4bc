import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {repositoryFolder} from '../lab/lab.js';
import type {Case, Job, Outcome, Result} from './case.js';
import {type RecordedCase, recordedCases, type Unreproducible} from './cases.js';
import {commandLine, differences, readOutcomes} from './compare.js';
import {bindNameFiles, hosts, nameServiceSwitch} from './hosts.js';
import type {Comparison} from './recorded-run.js';

/** Mode (c): lvsctl on the embedded kernel, on this machine, does what was recorded of ipvsadm on a real one. */
export async function runRecordedEmbedded(): Promise<{comparison: Comparison; excluded: Unreproducible[]}> {
  const {cases} = recordedCases();
  const excluded = cases.flatMap(one => {
    const reason = needsRealKernel(one);
    return reason === undefined ? [] : [{id: one.id, reason}];
  });
  const chosen = cases.filter(one => needsRealKernel(one) === undefined);
  const outcomes = await runOnHost(chosen, 120);
  const found = chosen.flatMap(one => {
    const outcome = outcomes.get(one.id);
    const fields =
      outcome === undefined ? ['it was not run: out of time'] : differences(expected(one), comparable(one, outcome));
    return fields.length === 0 ? [] : [{id: one.id, command: commandLine(one.argv), fields}];
  });
  return {comparison: {mode: 'embedded', tried: chosen.map(({id}) => id), found}, excluded};
}

function needsRealKernel({needs}: RecordedCase): string | undefined {
  if (needs.includes('no module') || needs.includes('autoload')) return 'the embedded kernel is always there';
  if (needs.includes('another user')) return 'the embedded kernel is a file, which its owner may use';
  if (needs.includes('kernel files')) return 'it reads files of the real kernel, and no ipvsadm runs';
  return needs.includes('init script') ? "Debian's script calls /sbin/ipvsadm and no other" : undefined;
}

function expected(one: RecordedCase): Result {
  const {exception, recording} = one;
  return comparable(one, exception === undefined ? recording : {...recording, [exception.field]: exception.lvsctl});
}

/** Where order follows from an address in a real kernel's memory, only the lines themselves can be compared. */
function comparable<T extends Result>({variesWith}: RecordedCase, result: T): T {
  return variesWith === undefined ? result : {...result, stdout: result.stdout.split('\n').sort().join('\n')};
}

/** In namespaces of its own: the names of the recorded runs, dm0, and no other network. */
export async function runOnHost(cases: readonly Case[], seconds: number): Promise<Map<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-embedded-'));
  try {
    const job = hostJob(folder, cases, seconds);
    writeFileSync(join(folder, 'hosts'), hosts);
    writeFileSync(join(folder, 'nsswitch.conf'), nameServiceSwitch);
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    const batch = join(dirname(fileURLToPath(import.meta.url)), 'batch.js');
    const script = `set -e\n${bindNameFiles(folder)}
ip link set lo up; ip link add dm0 type veth peer name dm1; ip addr add 10.99.0.1/24 dev dm0; ip link set dm0 up; ip link set dm1 up
exec "$@"`;
    const words = ['-m', '-n', 'sh', '-c', script, 'sh', process.execPath, batch, join(folder, 'job.json')];
    await succeed(spawn('unshare', words, {stdio: ['ignore', 'inherit', 'pipe'], timeout: (seconds + 30) * 1000}));
    return readOutcomes(readFileSync(join(folder, 'results.jsonl'), 'utf8'));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function hostJob(folder: string, cases: readonly Case[], seconds: number): Job {
  const names = join(folder, 'names');
  mkdirSync(names);
  for (const name of ['ipvsadm', 'ipvsadm-save', 'ipvsadm-restore'])
    symlinkSync(join(repositoryFolder(), 'bin/lvsctl'), join(names, name));
  const kernelFile = join(folder, 'kernel');
  const env = {
    LVSCTL_KERNEL: `embedded:${kernelFile}`,
    LVSCTL_KERNEL_FORCE: '1',
    PATH: `${names}:${process.env.PATH}`,
  };
  const main = join(repositoryFolder(), 'build/src/main.js');
  return {results: 'results.jsonl', mode: 'in-process', main, kernelFile, env, secondsEach: 20, seconds, cases};
}

function succeed(child: ReturnType<typeof spawn>): Promise<void> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', text => (words += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`the batch ended with ${code}:\n${words}`)),
    );
  });
}
