// npm start: the dashboard on a made-up director; without a terminal, one frame of it.
import {spawnSync} from 'node:child_process';

const words = process.stdout.isTTY ? ['demo'] : ['demo', '--once'];
const {status, signal} = spawnSync('bin/lvsctl', words, {stdio: 'inherit'});
process.exitCode = status ?? (signal ? 1 : 0);
console.log(`
That director is made up and lives in memory. To have one that stays, in a file, and every command on it:

  export LVSCTL_KERNEL=embedded:/tmp/director.json
  bin/lvsctl -A -t 203.0.113.10:80 -s wlc                      # a service
  bin/lvsctl -a -t 203.0.113.10:80 -r 10.1.0.11:8080 -m -w 4   # a real server
  bin/lvsctl top                                               # the dashboard on it
  bin/lvsctl -h                                                # everything else
`);
