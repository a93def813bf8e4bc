import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {chooseCommand} from '../../src/commands/choose-command.js';
import {parseCommand} from '../../src/commands/parse-command.js';
import {explainWhy} from '../../src/commands/why/explain-why.js';
import {whyDocument} from '../../src/commands/why/why-document.js';
import {whyText} from '../../src/commands/why/why-text.js';
import {formatJson} from '../../src/commands/output/structured.js';
import {testTranscripts} from '../transcripts.js';
import {factsOfLines} from './facts-of-lines.js';

process.env.TZ = 'UTC';
const lines = new Set<string>();

testTranscripts('test/why/pages', () => ({
  run(input) {
    const facts = factsOfLines(input);
    const explained = explainWhy(facts);
    for (const {line} of explained.next) lines.add(line);
    assert.ok(formatJson(whyDocument(facts, explained, false), 0).includes(explained.verdict));
    const page = whyText(facts, explained).split('\n');
    return [`verdict ${explained.verdict}`, ...page.filter(line => line !== '')];
  },
}));

test('every next command is one that there is, with options that it has', async () => {
  assert.ok(lines.size > 10);
  for (const line of lines) {
    const [program, ...words] = line.match(/'[^']*'|\S+/g)?.map(word => word.replaceAll("'", '')) ?? [];
    assert.equal(program, 'lvsctl', line);
    if (words[0]?.startsWith('-')) continue; // ipvsadm's grammar, whose commands are written by the journal's own words
    if (words[0] === 'doctor' && !chooseCommand(commands, words)) continue;
    const chosen = chooseCommand(commands, words);
    assert.ok(chosen, `there is no command for: ${line}`);
    await parseCommand(chosen.command, chosen.words);
  }
});

after(() => delete process.env.TZ);
