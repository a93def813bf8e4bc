import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {HandoverScene} from './handover-scene.js';

const folder = 'test/vrrp/handover/transcripts';

/** Comments stay; a block is what happens, a rule, and what came of it. LVSCTL_UPDATE=1 writes the latter anew. */
for (const name of readdirSync(folder).sort()) {
  test(name.replace('.txt', '').replaceAll('-', ' '), () => {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const scene = new HandoverScene();
    const blocks = text.trimEnd().split(/\n\n+/);
    const played = `${blocks.map(block => playBlock(scene, block)).join('\n\n')}\n`;
    if (process.env.LVSCTL_UPDATE === '1') writeFileSync(file, played);
    else assert.equal(played, text, `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
  });
}

function playBlock(scene: HandoverScene, block: string): string {
  const lines = block.split('\n');
  const rule = lines.indexOf('----');
  const input = rule < 0 ? lines : lines.slice(0, rule);
  const acting = input.filter(line => !line.startsWith('#') && line !== '');
  return [...input, '----', ...scene.run(acting)].join('\n');
}
