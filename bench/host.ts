import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {missingForLab, repositoryFolder, runInLab} from '../test/lab/lab.js';
import {type Group, groups} from './figures.js';
import type {GuestReport} from './guest.js';
import {report} from './report.js';

const options = {
  only: {type: 'string', multiple: true},
  write: {type: 'boolean'},
  'one-processor': {type: 'boolean'},
} as const;

/** Boots the lab once, measures in it, and prints the report. Resolves to the exit status: a missed figure is no failure. */
export async function bench(words: string[]): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const unknown = values.only?.find(name => !isGroup(name));
  if (unknown !== undefined) return complain(`--only ${unknown}: there are ${groups.join(', ')}`);
  if (values.write && values.only) return complain('--write takes the whole bench: leave --only out');
  const missing = [...missingForLab(), ...missingForBench()];
  if (missing.length > 0) return complain(`the bench needs: ${missing.join(', ')}`);

  if (values['one-processor']) stayOnOneProcessor();
  const wanted = groups.filter(group => values.only?.includes(group) ?? true);
  const script = `exec "$NODE" build/bench/guest.mjs "$PWD" "$LAB/results" bench ${wanted.join(' ')}`;
  const node = `NODE=$PWD/node_modules/node/bin/node; `;
  process.stderr.write(`measuring ${wanted.join(', ')}: some minutes\n`);
  const {output, code, results} = await runInLab({script: node + script, seconds: 1500, memory: '3072M'});
  process.stderr.write(output);
  const told = results['report.json'];
  if (told === undefined) return complain(`the guest brought no result (exit code ${code})`);
  const text = report(
    JSON.parse(told) as GuestReport,
    values['one-processor'] ? 'one processor' : `${availableParallelism()} processors`,
  );
  process.stdout.write(text);
  if (values.write) write(text);
  return 0;
}

function isGroup(name: string): name is Group {
  return (groups as readonly string[]).includes(name);
}

function complain(text: string): number {
  process.stderr.write(`bench: ${text}\n`);
  return 1;
}

function missingForBench(): string[] {
  const tools = [
    ['time', '/usr/bin/time'],
    ['perl-base', '/usr/bin/perl'],
    ['util-linux', '/usr/bin/taskset'],
  ] as const;
  return tools.filter(([, file]) => !existsSync(file)).map(([name]) => name);
}

/**
 * The guest's kernel and its processes are processes of this machine that wait for each other at each system call and
 * page fault: on two processors a figure swings by a factor of five, on one it stays within a tenth.
 */
function stayOnOneProcessor(): void {
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const last = allowed.split(/[-,]/).at(-1) as string;
  execFileSync('/usr/bin/taskset', ['-cp', last, String(process.pid)], {stdio: 'pipe'});
}

const begin = '<!-- bench: written by npm run bench -- --write -->';
const end = '<!-- /bench -->';

function write(text: string): void {
  const folder = `${repositoryFolder()}/docs`;
  const file = `${folder}/performance.md`;
  mkdirSync(folder, {recursive: true});
  const page = existsSync(file) ? readFileSync(file, 'utf8') : `${introduction}\n${begin}\n${end}\n`;
  const [at, to] = [page.indexOf(begin), page.indexOf(end)];
  if (at < 0 || to < at) throw new Error(`${file} lacks the marks ${begin} and ${end}`);
  writeFileSync(file, `${page.slice(0, at + begin.length)}\n\n${text}\n${page.slice(to)}`);
}

const introduction = `# Performance

How lvsctl does beside ipvsadm 1.31 on tables of a size that hurts, and what it costs where nothing is to be done.

    npm run bench                      # all of it, some minutes
    npm run bench -- --only list       # one group
    npm run bench -- --one-processor   # the steadier way, see below
    npm run bench -- --write           # all of it, into this page

The bench boots one User Mode Linux kernel with real IPVS and measures there, as root. The programs run in turn, so
that a slow moment of the machine hits all of them, and write to files in memory; user and system time, peak memory
(the resident set) and page faults are those of \`/usr/bin/time\`. \`-R\` starts each time from an IPVS module just
loaded, as after a boot.

How to read it: **compare ratios, not seconds.** A system call or a page fault costs ten times and more what it does on
a real machine. How much more depends on where the guest's kernel and its processes, which are processes of the host,
come to run: across processors each switch is some five times as dear as on one, and a busy host changes between the
two from second to second. ipvsadm makes some sixteen system calls a service and suffers most from dear ones. On one
processor (\`--one-processor\`) figures repeat to a tenth, and are the least favourable to lvsctl.

The verdict goes by the median of the ratios of neighbouring runs; the ratio of the medians stands beside it, and where
the two differ the machine was busy. "Same" says whether the programs wrote the same bytes, or for \`-R\` left the same
table.
`;
