import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import {bashScript} from '../../src/commands/completion/bash-script.js';
import {fishScript} from '../../src/commands/completion/fish-script.js';
import type {Shell} from '../../src/commands/completion/shells.js';
import {zshScript} from '../../src/commands/completion/zsh-script.js';
import {openTerminal} from '../terminal/terminal.js';

const shells: Readonly<Record<Shell, {readonly words: readonly string[]; readonly script: string}>> = {
  bash: {words: ['--norc', '--noprofile', '-i'], script: bashScript},
  zsh: {words: ['-f', '-i'], script: `autoload -U compinit; compinit -D -u\n${zshScript}`},
  fish: {words: ['--no-config', '-i'], script: fishScript},
};

/** Names that a configuration, an interface or another host may have; the first three letters are typed. */
const names = ['sub$(touch ran)', 'bak`touch ran`', 'end;touch ran', "quo'te", 'dou"ble', 'ast*?[a]', 'amp&touch ran'];

/** It answers each completion with all names that fit, and else prints its words. */
const impostor = `#!/bin/sh
if [ "$1" = complete ]; then
  for last; do :; done
  while IFS= read -r name; do case $name in "$last"*) printf '%s\\t%s\\n' "$name" '$(touch ran)' ;; esac; done < names
else
  printf '<%s>\\n' "$*"
fi
`;

for (const [shell, {words, script}] of Object.entries(shells)) {
  const isThere = spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;
  suite(`a hostile name in ${shell}`, {skip: !isThere && `needs ${shell}`}, () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'lvsctl-completion-'));
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(folder, 'bin/lvsctl'), impostor, {mode: 0o755});
      writeFileSync(join(folder, 'names'), names.map(name => `${name}\n`).join(''));
      writeFileSync(join(folder, 'script'), script);
    });
    after(() => rmSync(folder, {recursive: true}));

    test('becomes one word of the line, and is not run', async context => {
      const environment = {PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder};
      const terminal = await openTerminal({command: shell, words, environment, cwd: folder, columns: 120, rows: 60});
      context.after(() => terminal.close());
      terminal.type(`. ./script; echo load''ed\r`);
      await terminal.until(/^loaded$/m);
      for (const name of names) {
        terminal.type(`lvsctl drain ${name.slice(0, 3)}\t`);
        terminal.type('\r');
        const printed = `<drain ${name}>`;
        await terminal.until(({screen}) => screen.call(terminal).includes(printed), {
          what: `${shell} to say ${printed}`,
        });
      }
      assert.ok(!existsSync(join(folder, 'ran')));
    });
  });
}
