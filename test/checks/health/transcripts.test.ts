import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {HealthScene} from './health-scene.js';

const folder = 'test/checks/health/transcripts';

/** Comments stay; a block is what happens, a rule, and what came of it. LVSCTL_UPDATE=1 writes the latter anew. */
for (const name of readdirSync(folder).sort()) {
  test(`health: ${name.replace('.txt', '').replaceAll('-', ' ')}`, () => {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const played = play(text);
    if (process.env.LVSCTL_UPDATE === '1') writeFileSync(file, played);
    else assert.equal(played, text, `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
  });
}

test('every transcript of health says which rule it is about', () => {
  for (const name of readdirSync(folder)) assert.match(readFileSync(join(folder, name), 'utf8'), /^# \S+/, name);
});

function play(text: string): string {
  const scene = new HealthScene();
  const blocks = text.trimEnd().split(/\n\n+/);
  return `${blocks.map(block => playBlock(scene, block)).join('\n\n')}\n`;
}

function playBlock(scene: HealthScene, block: string): string {
  const lines = block.split('\n');
  const rule = lines.indexOf('----');
  const input = rule < 0 ? lines : lines.slice(0, rule);
  const acting = input.filter(line => !line.startsWith('#') && line !== '');
  if (acting.length === 0) return input.join('\n');
  return [...input, '----', ...scene.run(acting)].join('\n');
}
