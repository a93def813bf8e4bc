import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {missingForLab, runInLab} from '../../test/lab/lab.js';
import {median} from '../sample.js';
import type {ApplyReport} from './guest.js';

/** How much slower than `-Ln` an apply may be, beyond the restore of what changed. */
const mostTimes = 2;

/** Boots the lab, measures `apply` of a large table in it, and prints the figures. Resolves to the exit status. */
export async function benchApply(words: string[]): Promise<number> {
  const {values} = parseArgs({
    args: words,
    options: {'one-processor': {type: 'boolean'}, rounds: {type: 'string', default: '5'}},
  });
  const missing = missingForLab();
  if (missing.length > 0) {
    process.stderr.write(`bench: it needs ${missing.join(', ')}\n`);
    return 1;
  }
  if (values['one-processor']) stayOnOneProcessor();
  const script = `exec "$PWD/node_modules/node/bin/node" build/bench-apply/guest.mjs "$PWD" "$LAB/results" ${Number(values.rounds)}`;
  const {output, code, results} = await runInLab({script, seconds: 900, memory: '3072M'});
  process.stderr.write(output);
  const told = results['report.json'];
  if (told === undefined) {
    process.stderr.write(`bench: the guest brought no result (exit code ${code})\n`);
    return 1;
  }
  process.stdout.write(report(JSON.parse(told) as ApplyReport));
  return 0;
}

function report({samples, changedShare, isRight}: ApplyReport): string {
  const wall = (name: string) => median((samples[name] ?? []).map(({wallSeconds}) => wallSeconds));
  const rows = Object.entries(samples).map(([name, all]) => {
    const cpu = median(all.map(({cpuSeconds}) => cpuSeconds));
    const peak = median(all.map(({peakKilobytes}) => peakKilobytes)) / 1024;
    return `| ${name} | ${wall(name).toFixed(2)} | ${cpu.toFixed(2)} | ${peak.toFixed(0)} |`;
  });
  const share = changedShare * Math.max(0, wall('-R of all') - wall('-R of nothing'));
  const allowed = mostTimes * wall('-Ln') + share;
  const taken = wall('apply, 1 % changed');
  return [
    '| program | wall s | CPU s | peak MB |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `apply of 1 % takes ${taken.toFixed(2)} s, allowed are ${allowed.toFixed(2)} s: ${taken <= allowed ? 'met' : '**MISSED**'}; ${isRight ? 'every one was right' : '**something was wrong**'}`,
    '',
  ].join('\n');
}

/** Across processors each system call of the guest is some five times as dear. */
function stayOnOneProcessor(): void {
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  execFileSync('/usr/bin/taskset', ['-cp', allowed.split(/[-,]/).at(-1) as string, String(process.pid)], {
    stdio: 'pipe',
  });
}
