import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {repositoryFolder, runInLab} from '../lab/lab.js';

const skip = missingForInteroperation('ldirectord');

const ldirectord = `checktimeout=3
checkinterval=1
logfile="/run/ldirectord.log"
supervised=yes
quiescent=yes
cleanstop=no
virtual=10.0.0.100:81
    real=10.1.0.11:81 masq 4
    real=10.1.0.12:81 masq 4
    service=none
    checktype=connect
    scheduler=rr
    protocol=tcp
`;

/** What docs/howto/move-from-ldirectord.md says, while a client says something at each step. */
const script = `
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
for name in director client servers; do ip netns add $name; ip -n $name link set lo up; done
ip link add eth0 netns director type veth peer name eth0 netns client
ip link add eth1 netns director type veth peer name eth0 netns servers
plug() { ip -n $1 link set $2 up; namespace=$1 interface=$2; shift 2; for one in "$@"; do ip -n $namespace addr add $one/24 dev $interface; done; }
plug director eth0 10.0.0.2 10.0.0.100; plug client eth0 10.0.0.9
plug director eth1 10.1.0.1; plug servers eth0 10.1.0.11 10.1.0.12
ip -n servers route add default via 10.1.0.1
ip netns exec director sysctl -qw net.ipv4.ip_forward=1
mkdir /run/bin /run/lvsctl; ln -s ${quote(join(repositoryFolder(), 'bin/lvsctl'))} /run/bin/lvsctl; export PATH=/run/bin:$PATH
cp "$LAB/ldirectord.cf" /run/; mkfifo /run/words
here() { ip netns exec director "$@"; }
weights() { here ipvsadm -Ln | awk '$3 == "Masq" {print $4}' | tr '\\n' ' '; }
awaits() { tries=0; until "$@" || [ $tries -ge 100 ]; do sleep 0.2; tries=$((tries + 1)); done; }
serve() { [ "$(weights)" = "4 4 " ]; }
heard() { grep -q "^$1$" /run/heard; }
talks() { echo "$1" >&7; awaits heard "$1"; heard "$1" && echo "talks $1"; }
checks() { here lvsctl director state > /run/state && grep -q '2 real servers: 0 down' /run/state; }
ended() { ! kill -0 $1 2>/dev/null; }
ip netns exec servers busybox nc -ll -p 81 -e cat &
ip netns exec director ldirectord -d /run/ldirectord.cf start > /run/said 2>&1 & ldirectord=$!
awaits serve
exec 7<>/run/words; : > /run/heard
ip netns exec client busybox nc 10.0.0.100 81 < /run/words > /run/heard &
talks before
here lvsctl config convert /run/ldirectord.cf --to yaml -o /run/director.yaml; grep on-stop /run/director.yaml
here lvsctl diff /run/ldirectord.cf
here lvsctl director run --config /run/director.yaml > /run/beside 2>&1; echo "beside $?"
here lvsctl snapshot save before-lvsctl
kill $ldirectord; awaits ended $ldirectord
talks alone; echo "left $(weights)"
here lvsctl director run --config /run/director.yaml > /run/director.log 2>&1 &
awaits checks
here lvsctl why 10.0.0.100 --no-wait
talks after
here lvsctl director stop; echo "left $(weights)"
talks stopped
cat /run/beside /run/director.log
`;

test('a director takes the place of a real ldirectord, and a connection lives on', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, files: {'ldirectord.cf': ldirectord}, seconds: 120, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  for (const said of [
    /^talks before$/m,
    /^on-stop: leave$/m,
    /^No differences\.$/m,
    /^beside 4$/m,
    /^before-lvsctl: 1 services? with 2 servers/m,
    /^talks alone\nleft 4 4 $/m,
    /^tcp\/10\.0\.0\.100:81 serves with all 2 real servers;/m,
    /^ {2}10\.1\.0\.11:81 +4 .* director +serves$/m,
    /^talks after$/m,
    /^left 4 4 \ntalks stopped$/m,
  ])
    assert.match(output, said);
});
