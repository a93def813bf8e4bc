import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';

/** All that is loaded with a file. */
function loadedBy(path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  for (const [, specifier] of readFileSync(path, 'utf8').matchAll(/^import (?!type)[^;]*?'(\.[^']*)'/gm))
    loadedBy(join(dirname(path), (specifier as string).replace(/\.js$/, '.ts')), loaded);
  return loaded;
}

test("a run of ipvsadm's grammar loads neither settings nor YAML, only where the machine's file is", () => {
  const settings = [...loadedBy('src/entry.ts')].filter(path => path.includes('settings'));
  assert.deepEqual(settings, ['src/settings/machine-file.ts']);
});

test('and neither does the bundle', {skip: !existsSync('dist/lvsctl.cjs') && 'needs a build'}, () => {
  const bundle = readFileSync('dist/lvsctl.cjs', 'utf8');
  for (const word of ['may-change', 'least-servers', 'LineCounter']) assert.ok(!bundle.includes(word), word);
});

test('commands with names read YAML only when there is a file', () => {
  const loaded = [...loadedBy('src/open-settings.ts')];
  assert.ok(!loaded.includes('src/settings/read-settings.ts') && !loaded.includes('src/settings/settings-text.ts'));
});
