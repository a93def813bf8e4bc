// npm run build:binary [-- --arch arm64] [-- --check]: one executable with everything in it, dist-binary/lvsctl-ARCH.
// Two builds of one commit are the same bytes; --check builds twice and compares.
import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {writeContents} from './binary/contents.mjs';
import {architectureOf, withBlob} from './binary/elf.mjs';
import {partsOf} from './binary/parts.mjs';

const {values} = parseArgs({
  options: {
    arch: {type: 'string', default: process.arch},
    to: {type: 'string', default: 'dist-binary'},
    check: {type: 'boolean', default: false},
  },
});
const parts = await partsOf(values.arch);
const executable = await buildExecutable(parts);
if (values.check && !executable.equals(await buildExecutable(parts))) throw new Error('two builds are not the same');
await mkdir(values.to, {recursive: true});
const path = join(values.to, `lvsctl-${values.arch}`);
await rm(path, {force: true});
await writeFile(path, executable, {mode: 0o755});
console.log(`${path}: ${(executable.length / 1e6).toFixed(1)} MB${values.check ? ', the same twice' : ''}`);

async function buildExecutable({arch, node, addons}) {
  const folder = await mkdtemp(join(tmpdir(), 'lvsctl-binary-'));
  try {
    const runtime = await readFile(node);
    if (architectureOf(runtime) !== arch) throw new Error(`${node} is not for ${arch}`);
    await writeContents(join(folder, 'contents'), addons);
    // code is for one processor; without a cache it is compiled at each start
    if (arch === process.arch)
      execFileSync(resolve(node), ['--hash-seed=1', resolve('scripts/binary/code-cache.cjs'), 'contents'], {
        cwd: folder,
      });
    const names = (await readdir(join(folder, 'contents'))).sort();
    await writeFile(
      join(folder, 'sea.json'),
      JSON.stringify({
        main: 'contents/loader.cjs',
        output: 'blob',
        disableExperimentalSEAWarning: true,
        execArgv: ['--disable-warning=ExperimentalWarning'], // parts of Node's that the loader needs are to change yet
        execArgvExtension: 'none', // NODE_OPTIONS is for other programs
        assets: Object.fromEntries(names.map(name => [name, `contents/${name}`])),
      }),
    );
    execFileSync(process.execPath, ['--experimental-sea-config', 'sea.json'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return withBlob(runtime, await readFile(join(folder, 'blob')));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
