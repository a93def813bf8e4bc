import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

/** What a transcript is played on: new for each. */
export interface Played {
  /** @returns what came of it, a line each */
  run(lines: readonly string[]): readonly string[];
}

/**
 * A test for each transcript of a folder. Comments stay; a block is what happens, a rule, and what came of it.
 * LVSCTL_UPDATE=1 writes the latter anew.
 * @param about in front of the name of each test
 */
export function testTranscripts(folder: string, open: () => Played, about = ''): void {
  for (const name of readdirSync(folder).sort()) {
    test(`${about}${name.replace('.txt', '').replaceAll('-', ' ')}`, () => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      const played = play(open(), text);
      if (process.env.LVSCTL_UPDATE === '1') writeFileSync(file, played);
      else assert.equal(played, text, `${file} differs (LVSCTL_UPDATE=1 rewrites it)`);
    });
  }
}

function play(scene: Played, text: string): string {
  const blocks = text.trimEnd().split(/\n\n+/);
  return `${blocks.map(block => playBlock(scene, block)).join('\n\n')}\n`;
}

function playBlock(scene: Played, block: string): string {
  const lines = block.split('\n');
  const rule = lines.indexOf('----');
  const input = rule < 0 ? lines : lines.slice(0, rule);
  const acting = input.filter(line => !line.startsWith('#') && line !== '');
  if (acting.length === 0) return input.join('\n');
  return [...input, '----', ...scene.run(acting)].join('\n');
}
