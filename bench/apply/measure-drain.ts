// How long a drain of a host in 2,000 services takes: node build/bench/apply/measure-drain.js [ROUNDS]. The lab needs root.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {stayOnOneProcessor} from '../../test/interoperation/guest.js';
import {quote} from '../../test/lab/guest-init.js';
import {missingForLab, repositoryFolder, runInLab} from '../../test/lab/lab.js';
import {command} from '../program.js';
import {median, medianOfRatios} from '../sample.js';
import {drainOfHost, type Durations, measureDrainedHost, rulesOfHost} from './drained-host.js';

/** How much slower than `-Ln` a drain may be on the real kernel. */
const mostTimes = 3;
const rounds = Number(process.argv[2] ?? 7);

console.log(report('on the embedded kernel', onEmbeddedKernel()));
const missing = missingForLab();
if (missing.length > 0) console.log(`Not measured in the lab, which needs ${missing.join(', ')}`);
else {
  const durations = await inLab();
  console.log(report('on the real kernel, in the lab', durations));
  console.log(verdict(durations));
}

/** In a file, as `LVSCTL_KERNEL=embedded` has it. */
function onEmbeddedKernel(): Durations {
  const lvsctl = join(repositoryFolder(), 'bin/lvsctl');
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-bench-'));
  Object.assign(process.env, {LVSCTL_KERNEL: `embedded:${folder}/kernel.json`, LVSCTL_STATE_DIR: folder});
  try {
    writeFileSync(`${folder}/rules`, rulesOfHost);
    command('/bin/sh', '-c', '"$0" -R < "$1"', lvsctl, `${folder}/rules`);
    return measureDrainedHost(lvsctl, rounds);
  } finally {
    delete process.env.LVSCTL_KERNEL;
    delete process.env.LVSCTL_STATE_DIR;
    rmSync(folder, {recursive: true});
  }
}

/** lvsctl lies in the guest's memory: the machine's files are slow there. */
async function inLab(): Promise<Durations> {
  stayOnOneProcessor();
  const guest = quote(fileURLToPath(new URL('./drain-guest.js', import.meta.url)));
  const script = `set -e
mkdir /run/lvsctl; cp -r bin dist /run/lvsctl; ln -s "$PWD/node_modules" /run/lvsctl
${quote(process.execPath)} ${guest} /run/lvsctl/bin/lvsctl "$LAB/results" ${rounds}
`;
  const {output, results} = await runInLab({script, seconds: 600});
  const told = results['durations.json'];
  if (told === undefined) throw new Error(`the guest brought no result: ${output}`);
  return JSON.parse(told) as Durations;
}

function report(where: string, durations: Durations): string {
  const listings = durations['-Ln'] ?? [];
  const rows = Object.entries(durations).map(([words, all]) => {
    const spread = [Math.min(...all), median(all), Math.max(...all)].map(seconds => seconds.toFixed(2)).join(' / ');
    return `| ${words} | ${spread} | ${medianOfRatios(all, listings).toFixed(2)} |`;
  });
  const head = ['| program | s | times -Ln, median of ratios |', '| --- | --- | --- |'];
  return [`${where}:`, '', ...head, ...rows, ''].join('\n');
}

function verdict(durations: Durations): string {
  const times = medianOfRatios(durations[drainOfHost] ?? [], durations['-Ln'] ?? []);
  const word = times < mostTimes ? 'met' : '**MISSED**';
  return `a drain takes ${times.toFixed(2)} times -Ln, allowed are less than ${mostTimes}: ${word}`;
}
