import assert from 'node:assert/strict';
import {before, suite, test} from 'node:test';
import {quote} from '../lab/guest-init.js';
import {type LabRun, missingForLab, repositoryFolder, runInLab} from '../lab/lab.js';
import {noProgram} from './journal-program.js';

const missing = missingForLab();
const skip = noProgram || (missing.length > 0 && `the lab needs: ${missing.join(', ')}`);

const rules = `-A -t 10.0.0.1:80 -s wlc -p 300 -M 255.255.255.0
-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 100 -y 50
-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 0
-A -t 10.0.0.2:443 -s sh -b sh-port,sh-fallback
-a -t 10.0.0.2:443 -r 10.1.0.3:443 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
-A -u [2001:db8::1]:53 -s rr -o
-a -u [2001:db8::1]:53 -r [2001:db8::2]:53 -g -w 9
-A -f 4294967295 -s mh -b mh-port
-a -f 4294967295 -r 10.1.0.4 -g -w 2
`;

/** Each is made and taken back, one after the other. */
const changes = [
  '-C',
  '-D -t 10.0.0.2:443',
  '-E -t 10.0.0.1:80 -s rr',
  '-e -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 0',
  '-d -u [2001:db8::1]:53 -r [2001:db8::2]:53',
  '-a -f 4294967295 -r 10.1.0.9 -m',
  '-A -t 10.0.0.5:80',
  '--set 1 2 3',
  '--start-daemon master --mcast-interface lo --syncid 7',
];

const script = `
export LVSCTL_STATE_DIR=/run/state
lvsctl() { ${quote(`${repositoryFolder()}/bin/lvsctl`)} "$@"; }
all() { lvsctl -Sn; ipvsadm -Ln --timeout; ipvsadm -Ln --daemon; }
ip link set lo up
lvsctl -R < $LAB/rules
all > $LAB/results/origin
i=0
while read -r line; do
  i=$((i + 1))
  lvsctl $line >> $LAB/results/words 2>&1
  all > $LAB/results/changed-$i
  lvsctl undo > $LAB/results/undo-$i 2>&1
  all > $LAB/results/after-$i
done < $LAB/changes
lvsctl journal > $LAB/results/journal 2>&1
ls -ld /run/state/journal/* > $LAB/results/folders
readlink /proc/self/ns/net >> $LAB/results/folders
`;

suite('undo on the real kernel', {skip}, () => {
  let lab: LabRun;
  before(async () => {
    lab = await runInLab({script, files: {rules, changes: `${changes.join('\n')}\n`}, seconds: 180});
  });

  for (const [i, change] of changes.entries()) {
    test(`takes back ${change}`, () => {
      const {origin, [`changed-${i + 1}`]: changed, [`after-${i + 1}`]: after, [`undo-${i + 1}`]: said} = lab.results;
      assert.ok(origin?.includes('-x 100 -y 50'), lab.output);
      assert.notEqual(changed, origin, lab.results.words);
      assert.equal(after, origin, said);
    });
  }

  test('everything is in the journal of this network namespace, which only root may look into', () => {
    assert.equal(lab.results.journal?.match(/ done, takes back /g)?.length, changes.length);
    const [folder, namespace] = lab.results.folders?.split('\n') ?? [];
    assert.match(folder ?? '', new RegExp(`^drwx------ .*/journal/${/\d+/.exec(namespace ?? '')?.[0]}$`));
  });
});
