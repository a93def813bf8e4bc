import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {isUsage} from '../../src/commands/command.js';
import {chooseCommand} from '../../src/commands/choose-command.js';
import {findPage} from '../../src/commands/help/find-page.js';
import {hintForWords} from '../../src/commands/help/hint-for-words.js';
import {otherVerbs} from '../../src/commands/help/other-verbs.js';
import {meantBy, meantLonger, unknownCommand} from '../../src/commands/help/unknown-command.js';
import {parseCommand} from '../../src/commands/parse-command.js';

const meant = (...line: [string, string?]) => meantBy(commands, ...line).map(({name}) => name);

suite('what is not understood', () => {
  test('a misspelt command is taken for the nearest', () => {
    assert.deepEqual(meant('drein'), ['drain']);
    assert.deepEqual(meant('lsit'), ['list']);
    assert.deepEqual(meant('vrrp', 'swich'), ['vrrp switch']);
    assert.deepEqual(meant('snapshots'), ['snapshot']);
  });

  test('a word of another tool is taken for what does it here', () => {
    assert.deepEqual(meant('failover'), ['vrrp switch']);
    assert.deepEqual(meant('status'), ['list', 'vrrp', 'checks', 'director state']);
    assert.deepEqual(meant('disable'), ['drain', 'checks disable']);
    assert.deepEqual(meant('director', 'status'), ['director state']);
    assert.deepEqual(meant('failovre'), ['vrrp switch'], 'misspelt too');
  });

  test('every word of other tools leads to a command, and is none itself', () => {
    for (const [verb, names] of Object.entries(otherVerbs)) {
      assert.ok(!commands.some(({name}) => name === verb), `${verb} is a command`);
      for (const name of names)
        assert.ok(
          commands.some(command => command.name === name || command.name.split(' ')[0] === name),
          `${verb}: ${name}`,
        );
    }
  });

  test('the beginning of a command names what can follow, and is no mistake with --help', () => {
    assert.match(unknownCommand(commands, ['sync']).text, /^lvsctl sync: say which:\n {2}lvsctl sync status /);
    assert.equal(unknownCommand(commands, ['sync', '--help']).isHelp, true);
    assert.equal(unknownCommand(commands, ['sync', 'x']).isHelp, false);
  });

  test('what nobody can have meant is answered with where to look', () => {
    const {text, isHelp} = unknownCommand(commands, ['qqqqqqqq\u001b[31m']);
    assert.match(text, /^lvsctl: there is no command 'qqqqqqqq\\x1b\[31m'\.\nlvsctl help lists what there is/);
    assert.equal(isHelp, false);
  });

  test('the version is an option', () => {
    assert.match(unknownCommand(commands, ['version']).text, /Did you mean lvsctl --version\?$/m);
  });

  test('a hidden command is suggested to nobody', () => {
    assert.deepEqual(meant('complet'), []);
    assert.ok(!meant('complete').includes('complete'));
  });

  test('a command that takes words and got the misspelt end of a longer one says so', () => {
    const chosen = chooseCommand(commands, ['vrrp', 'swich']);
    assert.equal(chosen && meantLonger(commands, chosen), 'Did you mean lvsctl vrrp switch?\n');
  });

  test('options: unknown, without value, with a wrong one, given twice', async () => {
    assert.equal(await complaint('list', '--stas'), 'there is no option --stas; did you mean --stats?');
    assert.equal(await complaint('conns', '--limit'), '--limit needs a value: --limit N');
    assert.match(await complaint('list', '-o', 'xml'), /^--output: 'xml' is not one of table, wide, json, yaml$/);
    assert.match(await complaint('conns', '--limit', '0'), /^--limit: '0' is not a count/);
    assert.equal(await complaint('conns', '--limit', '1', '--limit', '2'), '--limit was given more than once');
    assert.equal(await complaint('drains', 'web1'), "'web1' is one word too many: it takes options only");
  });

  test("an option that ipvsadm's grammar has not, or that is a command", () => {
    const hint = (...words: readonly string[]) => hintForWords(words, {type: 'parser'});
    assert.equal(hint('-L', '--stat'), 'There is no option --stat; did you mean --stats?\n');
    assert.equal(
      hint('-A', '-t', 'x', '--scheduller=rr'),
      'There is no option --scheduller; did you mean --scheduler?\n',
    );
    assert.equal(hint('--drain', 'web1'), 'There is no option --drain; did you mean lvsctl drain?\n');
    assert.match(hint('-A', '-t', 'x'), /^lvsctl -h lists what goes together/);
    assert.equal(hintForWords(['-A'], {type: 'try'}), '');
  });

  test('a topic that is not there is answered with the nearest', () => {
    const found = findPage(['schedulars'], commands);
    assert.ok('text' in found && !found.isFound);
    assert.match(found.text, /there is no topic 'schedulars'\. Did you mean lvsctl help schedulers\?/);
    const verb = findPage(['failover'], commands);
    assert.ok('text' in verb && /Did you mean lvsctl help vrrp switch\?/.test(verb.text));
  });
});

async function complaint(...line: readonly string[]): Promise<string> {
  const chosen = chooseCommand(commands, line);
  assert.ok(chosen);
  try {
    await parseCommand(chosen.command, chosen.words);
  } catch (error) {
    assert.ok(isUsage(error));
    return error.message;
  }
  assert.fail('it was understood');
}
