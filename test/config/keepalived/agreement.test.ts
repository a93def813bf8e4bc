import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {describe, test} from 'node:test';
import {verdictOf} from '../../../src/config/keepalived/problem.js';
import {folder, names, readNamed} from './corpus.js';
import {type Verdict, withNamespace} from './verdict.js';

/** What keepalived 2.2.7 said. LVSCTL_UPDATE=1 asks it anew, where it is installed and we are root. */
const recorded = join(folder, 'verdicts.json');
if (process.env.LVSCTL_UPDATE === '1' && existsSync('/usr/sbin/keepalived')) {
  const verdicts = withNamespace(run => names.map(name => [name, run(resolve(join(folder, name)))] as const));
  writeFileSync(recorded, `${JSON.stringify(Object.fromEntries(verdicts), undefined, 1)}\n`);
}
const verdicts = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, Verdict>;

describe('the reader and `keepalived -t` agree on', () => {
  for (const name of names)
    test(name, () => {
      const verdict = verdicts[name];
      assert.ok(verdict, 'LVSCTL_UPDATE=1 records it');
      const {problems} = readNamed(name);
      assert.equal(verdictOf(problems), verdict.exit, 'exit');
      const ours = new Set(problems.map(({file, line}) => `${relative(resolve(folder), file)}:${line}`));
      for (const line of verdict.lines) assert.ok(ours.has(line), `keepalived complains of ${line}`);
      const located = new Set(verdict.lines);
      const others = problems.filter(
        ({file, line, exit, code}) =>
          exit !== undefined && code !== 'crash' && !located.has(`${relative(resolve(folder), file)}:${line}`),
      );
      const said = verdict.others.filter(text => !text.startsWith('Non-existent interface')); // which it has named before
      assert.equal(others.length, said.length, `${JSON.stringify(others)} ${JSON.stringify(said)}`);
    });
});
