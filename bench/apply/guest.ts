// Runs as root inside the lab: guest.mjs FOLDER-OF-LVSCTL RESULTS ROUNDS
import {cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {alternate, command, type Program, run} from '../program.js';
import type {Sample} from '../sample.js';
import {changedRules, differentLines} from './changed-rules.js';

/** What the guest tells the host. */
export interface ApplyReport {
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  /** Of all rules, those that an apply changes. */
  readonly changedShare: number;
  /** Whether every apply said that it was done, and the table was as asked. */
  readonly isRight: boolean;
}

const services = 10_000;
const [repository, results, rounds] = process.argv.slice(2) as [string, string, string];
mkdirSync('/run/bench');
for (const part of ['bin', 'dist'])
  cpSync(`${repository}/${part}`, `/run/lvsctl/${part}`, {recursive: true, verbatimSymlinks: true});
symlinkSync(`${repository}/node_modules`, '/run/lvsctl/node_modules');
process.env.LVSCTL_STATE_DIR = '/run/bench/state';

const lvsctl = '/run/lvsctl/bin/lvsctl';
const files = {first: '/run/bench/first', second: '/run/bench/second', json: '/run/bench/json'};
const texts = {first: changedRules(services, 'first'), second: changedRules(services, 'second')};
writeFileSync(files.first, texts.first);
writeFileSync(files.second, texts.second);
const load = run({name: 'load', argv: [lvsctl, '-R'], input: files.first});
writeFileSync(files.json, command(lvsctl, 'list', '-o', 'json'));

let isRight = true;
const check = (expected: RegExp) => (output: string, errors: string) => {
  const text = readFileSync(output, 'utf8') + readFileSync(errors, 'utf8');
  if (expected.test(text)) return;
  isRight = false;
  console.log(text.slice(-1000));
};
const apply = (name: string, words: readonly string[], expected: RegExp): Program => ({
  name,
  argv: [lvsctl, ...words],
  inspect: check(expected),
});
const programs: Program[] = [
  {name: '-Ln', argv: [lvsctl, '-Ln']},
  {name: '-Sn', argv: [lvsctl, '-Sn']},
  apply('apply, 1 % changed', ['apply', '--prune', files.second], /^Done, and read again/m),
  apply('apply, and back', ['apply', '--prune', files.first], /^Done, and read again/m),
  apply('apply, not recorded', ['apply', '--prune', '--no-journal', files.second], /^Done, and read again/m),
  apply('and back', ['apply', '--prune', '--no-journal', files.first], /^Done, and read again/m),
  apply('apply, nothing changed', ['apply', '--prune', files.first], /^No differences/m),
  apply('diff, JSON', ['diff', '--prune', files.json], /^No differences/m),
  {name: '-R of nothing', argv: [lvsctl, '-R'], input: '/dev/null'},
  {name: 'snapshot list', argv: [lvsctl, 'snapshot', 'list']},
];
const samples = {'-R of all': [load], ...alternate(programs, Number(rounds))};
const changedShare = linesOf(differentLines(texts.second, texts.first)) / linesOf(texts.first);
writeFileSync(`${results}/report.json`, JSON.stringify({samples, changedShare, isRight} satisfies ApplyReport));

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
