// Runs as root inside the lab: guest.mjs FOLDER-OF-LVSCTL RESULTS SCRIPTS GROUP…
import {cpSync, mkdirSync, openSync, symlinkSync, writeFileSync} from 'node:fs';
import {release} from 'node:os';
import type {Group, Measured} from './figures.js';
import {Measurements} from './measurements.js';
import {command} from './program.js';

/** What the guest tells the host: each group's samples, or why there are none. */
export interface GuestReport {
  readonly kernel: string;
  readonly ipvsadm: string;
  readonly groups: Readonly<Partial<Record<Group, Measured | {readonly failure: string}>>>;
}

const [repository, results, scripts, ...wanted] = process.argv.slice(2) as [string, string, string, ...Group[]];

// A copy: the checkout may be rebuilt meanwhile.
mkdirSync('/run/bench');
for (const part of ['bin', 'dist'])
  cpSync(`${repository}/${part}`, `/run/lvsctl/${part}`, {recursive: true, verbatimSymlinks: true});
symlinkSync(`${repository}/node_modules`, '/run/lvsctl/node_modules');
symlinkSync('/run/lvsctl/bin/lvsctl', '/run/bench/ipvsadm');
keepCached(['/usr/sbin/ipvsadm', '/bin/cat', '/bin/sh', '/usr/bin/time']);

const measurements = new Measurements({
  node: `${repository}/node_modules/node/bin/node`,
  lvsctl: '/run/lvsctl/bin/lvsctl',
  lvsctlAsIpvsadm: '/run/bench/ipvsadm',
  ipvsadm: '/usr/sbin/ipvsadm',
  scripts,
});
const groups: GuestReport['groups'] = Object.fromEntries(wanted.map(group => [group, measure(group)]));
const report: GuestReport = {kernel: release(), ipvsadm: command('/usr/sbin/ipvsadm', '--version').trim(), groups};
writeFileSync(`${results}/report.json`, JSON.stringify(report));

function measure(group: Group): Measured | {failure: string} {
  const started = performance.now();
  try {
    return measurements[group]();
  } catch (error) {
    return {failure: (error as Error).message};
  } finally {
    console.log(`${group}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}

/** hostfs forgets a file's pages when the last who has it open closes it; any other file system keeps them. Our own Node is open anyway. */
function keepCached(programs: readonly string[]): void {
  for (const program of programs) {
    const libraries = command('/usr/bin/ldd', program).match(/\/\S+/g) ?? [];
    for (const file of [program, ...libraries]) openSync(file.replace(/:$/, ''), 'r');
  }
}
