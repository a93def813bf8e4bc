// npm start: a director with traffic on the embedded kernel, and what one can do with it.
import {spawnSync} from 'node:child_process';
import {mkdirSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, relative} from 'node:path';

const file = join(process.cwd(), 'build/demo/director.json');
mkdirSync(join(file, '..'), {recursive: true});
rmSync(file, {force: true});
const {writeDemo} = createRequire(import.meta.url)('../dist/demo.cjs');
writeDemo(file, Date.now());

const short = relative(process.cwd(), file);
for (const words of [
  ['-Ln'],
  ['list', '--rate'],
  ['conns', '--count-by', 'real', '--limit', '5'],
  ['conns', '--limit', '8'],
]) {
  console.log(`\n$ lvsctl ${words.join(' ')}`);
  spawnSync('bin/lvsctl', words, {stdio: 'inherit', env: {...process.env, LVSCTL_KERNEL: `embedded:${short}`}});
}
console.log(`
This director is made up, and its traffic goes on: it lives in ${short}. To go on with it:

  export LVSCTL_KERNEL=embedded:${short}
  bin/lvsctl list --rate --watch 2      # live; Ctrl-C ends it
  bin/lvsctl -e -t 203.0.113.10:80 -r 10.1.0.11:8080 -m -w 0   # quiesce a real server
  bin/lvsctl conns --real 10.1.0.11     # and see it empty
  bin/lvsctl -h                         # everything else
`);
