import assert from 'node:assert/strict';
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {Namespace, namespacesMissing} from '../kernel/rtnetlink/namespace.js';
import {buildExecutable, executableMissing, privateFolder, remove, Runner} from './built.js';

const execute = promisify(execFile);

const configuration = `
vrrp_instance VI_1 {
  state MASTER
  interface lvs0
  virtual_router_id 51
  priority 100
  advert_int 1
  virtual_ipaddress { 10.9.0.5/24 }
}
virtual_server 10.9.0.5 80 {
  delay_loop 1
  lb_kind DR
  protocol TCP
  real_server 10.9.0.1 8080 {
    HTTP_GET {
      url { path / regex all.is.well }
    }
  }
}
`;

describe('a director from the executable', {skip: executableMissing() || namespacesMissing()}, () => {
  const hadCache = existsSync('/var/cache/lvsctl');
  let folder: string;
  let namespace: Namespace;
  let lvsctl: Runner;
  let server: Server;
  let director: ChildProcess;

  before(async () => {
    folder = privateFolder();
    lvsctl = new Runner(buildExecutable(folder), folder);
    namespace = new Namespace();
    namespace.batch(['link add lvs0 type veth peer name lvs1', 'link set lvs0 up', 'link set lvs1 up']);
    namespace.batch(['address add 10.9.0.1/24 dev lvs0']);
    server = createServer((_, response) => response.end('all is well'));
    namespace.within(() => server.listen(8080)); // with an address it would be made later, elsewhere
    writeFileSync(join(folder, 'director.conf'), configuration);
    const words = [
      'netns',
      'exec',
      namespace.name,
      lvsctl.executable,
      'director',
      'run',
      '--config',
      `${folder}/director.conf`,
    ];
    const {LVSCTL_KERNEL, ...environment} = lvsctl.environment;
    director = spawn('ip', words, {
      stdio: 'ignore',
      env: {...environment, PATH: process.env.PATH, LVSCTL_DIRECTOR_KERNEL: LVSCTL_KERNEL},
    });
  });
  after(async () => {
    director.kill();
    await ended(director);
    server.close();
    namespace.remove();
    remove(folder);
  });

  const says = async (words: RegExp, ...command: string[]) => {
    const all = ['netns', 'exec', namespace.name, lvsctl.executable, ...command];
    const {stdout} = await execute('/usr/sbin/ip', all, {env: {...lvsctl.environment, LVSCTL_KERNEL: ''}}).catch(
      (failure: {stdout: string}) => failure, // a status that says that there is something to look at
    );
    return words.test(stdout);
  };

  test('speaks and checks in processes of its own, with threads for packets and patterns', async () => {
    await until(() => says(/VI_1 .*MASTER/, 'vrrp'), 'the virtual router is master');
    await until(() => says(/10\.9\.0\.1:80 +up/, 'checks'), 'the server is up');
    assert.match(namespace.ip('address', 'show', 'dev', 'lvs0'), /10\.9\.0\.5/);
  });

  test('unpacks nowhere else than it is told, its threads too', () => {
    const unpacked = readdirSync(join(folder, 'native')).map(name => name.replace(/-.*/, ''));
    assert.deepEqual(unpacked.sort(), ['koffi', 'netlink']);
    assert.equal(existsSync('/var/cache/lvsctl'), hadCache);
  });

  test('goes on with what it is when a package puts another version in its place', async () => {
    const other = `${lvsctl.executable}.new`;
    copyFileSync(lvsctl.executable, other);
    chmodSync(other, 0o755);
    renameSync(other, lvsctl.executable);
    const [checking = 0] = processesOf(director.pid ?? 0, 'lvsctl-checks');
    process.kill(checking, 'SIGKILL');
    await until(() => processesOf(director.pid ?? 0, 'lvsctl-checks').some(pid => pid !== checking), 'it checks again');
    await until(() => says(/10\.9\.0\.1:80 +up/, 'checks'), 'the server is up again');
  });
});

/** Those whose parent it is; `ip netns exec` becomes the program. */
function processesOf(parent: number, name: string): number[] {
  return readdirSync('/proc').flatMap(entry => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const [, own = '', after = ''] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      return own === name && Number(after.split(' ')[1]) === parent ? [Number(entry)] : [];
    } catch {
      return []; // gone
    }
  });
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 20_000; !(await isSo()); await pause(200))
    assert.ok(Date.now() < end, `waited 20 s: ${what}`);
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode === null && child.signalCode === null
    ? new Promise(resolve => child.on('exit', resolve))
    : Promise.resolve();
}
