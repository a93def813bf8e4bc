// npm run soak: every test at full length, with a seed of its own (or LVSCTL_SEED), and docs/soak.md written from the result.
import {spawnSync} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {installLine, installPackages, missingPackages} from './packages.mjs';

const seed = process.env.LVSCTL_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-soak-'));
const report = join(folder, 'report.json');

const missing = missingPackages();
if (missing.length > 0) {
  if (process.env.CI !== 'true' && process.env.LVSCTL_LAB !== 'install') {
    console.error(`npm run soak needs the lab: ${installLine(missing)}`);
    process.exit(1);
  }
  installPackages(missing);
}
if (spawnSync('npm', ['run', '--silent', 'build'], {stdio: 'inherit'}).status !== 0) process.exit(1);

const only = process.argv.slice(2);
const files = only.length > 0 ? only : globSync('build/test/**/*.test.js').sort();
console.log(`seed ${seed}`);
const {CI: _ci, LVSCTL_KERNEL: _kernel, ...environment} = process.env;
const outcomes = join(folder, 'outcomes.jsonl');
const reporters = [
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=./scripts/outcome-reporter.mjs',
  `--test-reporter-destination=${outcomes}`,
];
const {status} = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...reporters, ...files], {
  stdio: 'inherit',
  env: {
    ...environment,
    XDG_STATE_HOME: folder,
    LVSCTL_STATE_DIR: folder,
    LVSCTL_SOAK: '1',
    LVSCTL_SEED: seed,
    LVSCTL_SOAK_REPORT: report,
  },
});
if (only.length === 0) writeFileSync('docs/soak.md', page(JSON.parse(readFileSync(report, 'utf8')), status));
rmSync(folder, {recursive: true});
process.exitCode = status ?? 1;

function page(result, code) {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {encoding: 'utf8'}).stdout.trim();
  const modes = Object.entries(result).filter(
    ([, value]) => value !== null && typeof value === 'object' && 'tried' in value,
  );
  const rows = modes.map(
    ([mode, {tried, equal, different}]) => `| ${mode} | ${tried} | ${equal} | ${different.join(', ') || '–'} |`,
  );
  const lists = Object.entries(result).filter(([, value]) => Array.isArray(value));
  const reasons = lists.map(([name, list]) => `## ${heading(name)}\n\n${byReason(list)}\n`);
  return `# The last soak

\`npm run soak\` runs every test at full length and writes this page.

Seed ${seed}, commit ${commit}, ${code === 0 ? 'all tests passed' : `**failed** (status ${code})`}.

| what was compared | command lines | equal | different |
|---|---|---|---|
${rows.join('\n')}

## Tests by folder

| folder | tests | passed | failed | skipped |
|---|---|---|---|---|
${folders().join('\n')}

${reasons.join('\n')}`;
}

function heading(name) {
  const words = name.replace(/([A-Z])/g, letter => ` ${letter.toLowerCase()}`);
  return words[0].toUpperCase() + words.slice(1);
}

/** Ids under each reason. */
function byReason(list) {
  const groups = Map.groupBy(list, ({reason}) => reason);
  return (
    [...groups].map(([reason, items]) => `- ${reason}: ${items.map(({id}) => id).join(', ')}`).join('\n') || 'None.'
  );
}

/** A row for each folder of tests. */
function folders() {
  const lines = readFileSync(outcomes, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const groups = Map.groupBy(lines, ({folder}) => folder);
  const count = (list, outcome) => list.filter(one => one.outcome === outcome).length;
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, list]) =>
        `| ${name} | ${list.length} | ${count(list, 'passed')} | ${count(list, 'failed')} | ${count(list, 'skipped')} |`,
    );
}
