import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {missingForInteroperation, stayOnOneProcessor} from '../interoperation/guest.js';
import {quote} from '../lab/guest-init.js';
import {runInLab} from '../lab/lab.js';
import {trafficNetwork} from '../parity/traffic-network.js';

const skip = missingForInteroperation();

const services = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 172.16.2.2:8080 -m
-a -t 10.0.0.1:80 -r 172.16.3.2:8080 -m -w 2
-A -u 10.0.0.1:53 -s rr
-a -u 10.0.0.1:53 -r 172.16.2.2:53 -m
`;

/** Two real servers that answer HTTP, and a client that asks for a page and sends a datagram, over and over. */
const script = `set -e
${trafficNetwork}
ipvsadm -R < "$LAB/services"
mkdir -p /run/www; echo yes > /run/www/index.html
for server in rs1 rs2; do ip netns exec $server busybox httpd -p 8080 -h /run/www; done
cat > /run/client <<'END'
while :; do
  (exec 3<>/dev/tcp/10.0.0.1/80 && printf 'GET /index.html HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ <&3) 2>/dev/null
  echo hello > /dev/udp/10.0.0.1/53
  sleep 0.1
done
END
ip netns exec cl bash /run/client &
export PATH="$PATH" LANG=C.UTF-8
${quote(process.execPath)} --test-reporter=tap ${quote(fileURLToPath(new URL('./lab-session.js', import.meta.url)))}
`;

test('the dashboard shows and changes the table of the real kernel, under traffic', {skip}, async t => {
  stayOnOneProcessor();
  const {code, output} = await runInLab({script, files: {services}, seconds: 150, memory: '512M'});
  t.diagnostic(output);
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass 7$/m);
});
