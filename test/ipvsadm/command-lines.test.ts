import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {errnos} from '../../src/ipvs/errno.js';
import {Refusal, type Operation} from '../../src/ipvs/refusal.js';
import type {Command} from '../../src/ipvsadm/command.js';
import {numericDisplay} from '../../src/ipvsadm/display-names.js';
import {CommandLineError, exitCodeOf, type Failure} from '../../src/ipvsadm/failure.js';
import {destinationRule, serviceRule} from '../../src/ipvsadm/format-rules.js';
import {parseCommandLine} from '../../src/ipvsadm/parse.js';
import {sortEntries} from '../../src/ipvsadm/sort.js';
import {refusalWords} from '../../src/ipvsadm/words.js';
import {ModelTable} from '../ipvs/model-table.js';
import {type Recording, recordings} from './recordings.js';
import {recordedNames} from './recorded-names.js';

/** Runs of the program itself that had a kernel to speak to: nothing but words and kernel decided them. */
const rows = recordings('cli').filter(
  ({argv, uid, group, stdin}) =>
    /(^|\/)ipvsadm$/.test(argv[0] as string) &&
    !argv[0]?.includes('init.d') &&
    uid === undefined &&
    group !== 'nomod' &&
    stdin === undefined,
);

test('there are recordings of every kind of outcome', () => {
  const codes = new Set(rows.map(row => row.code));
  for (const code of [0, 1, 2, 255]) assert.ok(codes.has(code), `none with exit status ${code}`);
  assert.ok(rows.length > 450, `${rows.length} rows`);
});

describe('the words decide what the recordings say they decided', () => {
  for (const row of rows) {
    test(`${row.id}: ${row.argv.join(' ')}`, () => {
      const outcome = parse(row.argv.slice(1), row.argv[0] as string);
      if ('failure' in outcome) return compareFailure(outcome.failure, row);
      if (row.code === 0) assert.equal(row.stderr, '');
      else
        assert.ok(
          kernelWords(outcome.command).has(row.stderr.trimEnd()),
          `the words were found good, but ipvsadm said: ${row.stderr}`,
        );
    });
  }
});

test('every command line that built a recorded table is good', () => {
  for (const row of rows) {
    for (const line of row.setup) {
      if (!line.startsWith('ipvsadm ') || /["'$`|;&<>*?\\]/.test(line)) continue;
      assert.ok('command' in parse(line.split(' ').slice(1), 'ipvsadm'), line);
    }
  }
});

describe('good words make the tables that ipvsadm -Sn showed after them', () => {
  for (const row of rows.filter(({code, after}) => code === 0 && after?.cmd === 'ipvsadm -Sn')) {
    const lines = [...row.setup.filter(line => !line.includes('daemon')).map(line => line.split(' ')), [...row.argv]];
    test(`${row.id}: ${row.argv.join(' ')}`, () => {
      const table = new ModelTable({entries: []});
      for (const [program, ...words] of lines) {
        const outcome = parse(words, program as string);
        assert.ok('command' in outcome);
        if (outcome.command.type === 'change' && !outcome.command.change.type.endsWith('daemon'))
          table.apply(outcome.command.change);
      }
      assert.equal(rulesOf(table), row.after?.stdout);
    });
  }
});

describe('lvsctl finds the same words wrong', () => {
  for (const row of rows.filter(({code}) => code !== 0)) {
    test(`${row.id}: ${row.argv.join(' ')}`, () => {
      const ours = parse(row.argv.slice(1), row.argv[0] as string, 'lvsctl');
      const theirs = parse(row.argv.slice(1), row.argv[0] as string);
      if ('failure' in theirs && theirs.failure.type === 'crash')
        assert.ok('failure' in ours && ours.failure.type === 'usage');
      else assert.deepEqual(ours, theirs);
    });
  }
});

type Parsed = {readonly command: Command} | {readonly failure: Failure};

function parse(words: readonly string[], program: string, dialect: 'ipvsadm' | 'lvsctl' = 'ipvsadm'): Parsed {
  if (words.length === 0) return {command: {type: 'help'}}; // no words at all never reach the parser
  try {
    return {command: parseCommandLine(words, program, dialect, recordedNames)};
  } catch (error) {
    if (error instanceof CommandLineError) return {failure: error.failure};
    throw error;
  }
}

function rulesOf(table: ModelTable): string {
  return sortEntries(table.entries(), 'ipvsadm')
    .map(({service, destinations}) => {
      const rules = destinations.map(destination =>
        destinationRule(service.id, destination, numericDisplay, 'ipvsadm'),
      );
      return serviceRule(service, numericDisplay, 'ipvsadm') + rules.join('');
    })
    .join('');
}

function compareFailure(failure: Failure, row: Recording): void {
  const code = exitCodeOf(failure);
  const isKilled = row.code < 0; // a signal; a shell says 128 and its number
  assert.equal(isKilled ? code - 128 : code, Math.abs(row.code));
  assert.equal(failure.type === 'crash' ? '' : `${failure.message}\n`, row.stderr);
}

/** What ipvsadm can say when the kernel refuses a command. */
function kernelWords(command: Command): Set<string> {
  const operation: Operation = command.type === 'change' ? command.change.type : 'list';
  return new Set(errnos.map(({number}) => refusalWords(new Refusal(operation, number))));
}
