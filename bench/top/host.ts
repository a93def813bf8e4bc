import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {release, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {quote} from '../../test/lab/guest-init.js';
import {missingForLab, repositoryFolder, runInLab} from '../../test/lab/lab.js';
import {copyPrograms} from './folders.js';
import {fullLengths, type Group, groups, measure, type Measured, quickLengths} from './measure.js';
import {embeddedPlace, type PlaceName} from './places.js';
import {report} from './report.js';

const places = ['embedded', 'lab'] as const satisfies readonly PlaceName[];

const options = {
  on: {type: 'string', multiple: true, default: ['embedded'] as string[]},
  only: {type: 'string', multiple: true},
  quick: {type: 'boolean', default: false},
  write: {type: 'boolean', default: false},
} as const;

/** Measures the dashboard at the places that are named. Resolves to the exit status: a missed figure is no failure. */
export async function benchTop(words: string[]): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const {on, only, quick, write} = values;
  const unknownPlace = on.find(name => !isOneOf(places, name));
  if (unknownPlace !== undefined) return complain(`--on ${unknownPlace}: there are ${places.join(', ')}`);
  const unknownGroup = only?.find(name => !isOneOf(groups, name));
  if (unknownGroup !== undefined) return complain(`--only ${unknownGroup}: there are ${groups.join(', ')}`);
  if (write && (only || quick)) return complain('--write takes the whole bench: leave --only and --quick out');
  if (write) parts(); // better now than in an hour
  const missing = on.includes('lab') ? missingForLab() : [];
  if (missing.length > 0) return complain(`the lab needs: ${missing.join(', ')}`);

  const wanted = groups.filter(group => only?.includes(group) ?? true);
  const texts: string[] = [];
  for (const place of places.filter(name => on.includes(name))) {
    process.stderr.write(`measuring ${wanted.join(', ')} on ${place}: ${quick ? 'some minutes' : 'half an hour'}\n`);
    const measured = await (place === 'lab' ? inLab(wanted, quick) : onEmbedded(wanted, quick));
    texts.push(report(measured));
    process.stdout.write(`${texts.at(-1)}\n`);
  }
  if (write) {
    const {before, after} = parts();
    writeFileSync(page, `${before}\n\n${texts.join('\n')}\n${after}`);
  }
  return 0;
}

async function onEmbedded(wanted: readonly Group[], quick: boolean): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-bench-top-'));
  try {
    const place = embeddedPlace(copyPrograms(repositoryFolder(), folder));
    return await measure(place, release(), wanted, quick ? quickLengths : fullLengths);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

async function inLab(wanted: readonly Group[], quick: boolean): Promise<Measured> {
  const repository = repositoryFolder();
  const node = `${repository}/node_modules/node/bin/node`;
  const words = [node, `${repository}/build/bench-top/guest.mjs`, repository].map(quote).join(' ');
  const script = `exec ${words} "$LAB/results" ${quick ? 'quick' : 'full'} ${wanted.join(' ')}`;
  stayOnOneProcessor();
  const {output, code, results} = await runInLab({script, seconds: 3600, memory: '3072M'});
  process.stderr.write(output);
  const told = results['report.json'];
  if (told === undefined) throw new Error(`the guest brought no result (exit code ${code})`);
  return JSON.parse(told) as Measured;
}

/** As bench/host.ts: the guest is many processes that wait for each other, and dearer by chance on two processors. */
function stayOnOneProcessor(): void {
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  execFileSync('/usr/bin/taskset', ['-cp', allowed.split(/[-,]/).at(-1) as string, String(process.pid)], {
    stdio: 'pipe',
  });
}

const page = 'docs/performance.md';
const begin = '<!-- bench:top -->';
const end = '<!-- /bench:top -->';

/** The page up to the opening mark and from the closing one on. */
function parts(): {readonly before: string; readonly after: string} {
  const text = readFileSync(page, 'utf8');
  const [at, to] = [text.indexOf(begin), text.indexOf(end)];
  if (at < 0 || to < at) throw new Error(`${page} lacks the marks ${begin} and ${end}`);
  return {before: text.slice(0, at + begin.length), after: text.slice(to)};
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function complain(text: string): number {
  process.stderr.write(`bench:top: ${text}\n`);
  return 1;
}
