import {spawnSync} from 'node:child_process';
import {after, before, suite, test} from 'node:test';
import type {Shell} from '../../src/commands/completion/shells.js';
import {notBuilt} from '../dashboard/program.js';
import {openTerminal} from '../terminal/terminal.js';
import {type CompletionSite, openCompletionSite} from './completion-site.js';

/** How each is started without what its user has set, and loads the completion. */
const shells: Readonly<Record<Shell, {readonly words: readonly string[]; readonly load: string}>> = {
  bash: {words: ['--norc', '--noprofile', '-i'], load: 'source <(lvsctl completion bash)'},
  zsh: {words: ['-f', '-i'], load: 'autoload -U compinit; compinit -D -u; source <(lvsctl completion zsh)'},
  fish: {words: ['--no-config', '-i'], load: 'lvsctl completion fish | source'},
};

/** What is typed before Tab, and what the shell makes of the line. */
const cases: readonly (readonly [typed: string, becomes: string])[] = [
  ['lvsctl undr', 'lvsctl undrain'],
  ['LC_ALL=C lvsctl vrrp sw', 'LC_ALL=C lvsctl vrrp switch'],
  ['lvsctl drain --cut te', 'lvsctl drain --cut templates'],
  ['lvsctl list tcp/10', 'lvsctl list tcp/10.0.0.1:80'],
  ['lvsctl list tcp/10.0.0.1:8', 'lvsctl list tcp/10.0.0.1:80'],
  ['lvsctl drain --service=udp/10.0.0.53:', 'lvsctl drain --service=udp/10.0.0.53:53'],
  ['lvsctl drain --service tcp/10.0.0.1:80,udp/', 'lvsctl drain --service tcp/10.0.0.1:80,udp/10.0.0.53:53'],
  ['lvsctl undrain 10', 'lvsctl undrain 10.1.0.12'],
  ['lvsctl snapshot restore be', 'lvsctl snapshot restore before-upgrade'],
  ['lvsctl apply my-', 'lvsctl apply my-rules'],
  ['lvsctl drain --reason "new kernel" 2001:db8', 'lvsctl drain --reason new kernel 2001:db8::11'],
  ['lvsctl -E -t 10', 'lvsctl -E -t 10.0.0.1:80'],
  ['lvsctl -Et 10.0.0.1:80 -s wr', 'lvsctl -Et 10.0.0.1:80 -s wrr'],
  ['lvsctl -D -t \\[2001:db8', 'lvsctl -D -t [2001:db8::1]:443'],
];

for (const [shell, {words, load}] of Object.entries(shells)) {
  const isThere = spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;
  suite(`completion in ${shell}`, {skip: notBuilt || (!isThere && `needs ${shell}`)}, () => {
    let site: CompletionSite;
    before(() => {
      site = openCompletionSite();
    });
    after(() => site.remove());

    test('makes of a line what was meant', async context => {
      const {environment, folder} = site;
      const terminal = await openTerminal({command: shell, words, environment, cwd: folder, columns: 120, rows: 60});
      context.after(() => terminal.close());
      terminal.type(`${load}; echo load''ed\r`);
      await terminal.until(/^loaded$/m);
      for (const [typed, becomes] of cases) {
        terminal.type(`${typed}\t`);
        terminal.press('C-a'); // the shell says what it has in the line, when it has answered the Tab
        terminal.type(`echo '=' \r`);
        await terminal.until(({screen}) => screen.call(terminal).includes(`= ${becomes}`), {
          what: `${typed} to become ${becomes}`,
        });
      }
    });
  });
}
