import assert from 'node:assert/strict';
import {describe, suite, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import type {OptionDefinition} from '../../src/commands/command.js';
import {inShort} from '../../src/commands/help/command-sections.js';
import {groupOf, groups} from '../../src/commands/help/groups.js';
import {overview} from '../../src/commands/help/overview.js';
import {textPage} from '../../src/commands/help/text-page.js';
import {topics} from '../../src/commands/help/topics.js';
import {problemsOfLine} from './parse-line.js';
import {commandsOfLine} from './shell-line.js';

/** Brackets and quotes may end a text, points not. */
const text = /^\S.*[^\s.:;,]$/s;

suite('definitions of commands', () => {
  for (const command of commands) {
    describe(command.name, () => {
      test('says what it does, in words that lists have room for', () => {
        assert.match(command.summary, text);
        if (!command.isHidden) assert.ok(inShort(command).length <= 58, `brief: ${inShort(command)}`);
      });

      test('describes each option, and what stands behind it', () => {
        for (const [name, {describe: words, kind}] of Object.entries<OptionDefinition<unknown>>(command.options)) {
          assert.match(name, /^[a-z][a-z0-9-]*$/);
          assert.match(words, text, name);
          if (kind.placeholder !== undefined) assert.ok(kind.placeholder.length > 0, name);
        }
        if (command.words) assert.match(command.words.describe, text);
      });

      test('has examples, each of which its parser understands', async () => {
        assert.ok(command.examples.length > 0, 'it needs one');
        for (const [line, what] of command.examples) {
          assert.deepEqual(await problemsOfLine(line), []);
          assert.match(what, text, line);
        }
      });

      test('shows itself in an example', () => {
        const own = command.examples.some(([line]) =>
          commandsOfLine(line).some(words => words.join(' ').includes(`lvsctl ${command.name}`)),
        );
        assert.ok(own);
      });

      test('refers to what there is', () => {
        for (const name of command.seeAlso ?? [])
          assert.ok(
            [...commands, ...topics].some(one => one.name === name && name !== command.name),
            name,
          );
      });

      test('has a place in the list of what commands are for', () => {
        if (!command.isHidden) assert.ok(groupOf(command.name), 'src/commands/help/groups.ts');
      });
    });
  }

  test('no group has a name without commands', () => {
    for (const {names} of groups)
      for (const name of names)
        assert.ok(
          commands.some(command => command.name.split(' ')[0] === name || command.name === name),
          name,
        );
  });

  test('the overview has a line for each command, within 80 columns', () => {
    const lines = textPage(overview(commands)).split('\n');
    for (const command of commands.filter(({isHidden}) => !isHidden))
      assert.ok(
        lines.some(line => line.startsWith(`  ${command.name} `) && line.endsWith(inShort(command))),
        command.name,
      );
    assert.deepEqual(
      lines.filter(line => line.length > 80),
      [],
    );
  });
});
