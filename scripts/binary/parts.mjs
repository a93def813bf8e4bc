// Node and the native addons for an architecture: those of node_modules for this machine's, else from the registry.
import {createHash} from 'node:crypto';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';

const cache = 'dist-binary/parts';

/** @throws {Error} for another architecture than x64 and arm64 */
export async function partsOf(arch) {
  if (!['x64', 'arm64'].includes(arch)) throw new Error(`there is no recipe for ${arch}: x64 and arm64 have one`);
  const isOwn = arch === process.arch;
  const koffi = isOwn
    ? `node_modules/@koromix/koffi-linux-${arch}`
    : await fetched(`@koromix/koffi-linux-${arch}`, await versionOf('koffi'));
  return {
    arch,
    node: isOwn
      ? 'node_modules/node/bin/node'
      : join(await fetched(`node-linux-${arch}`, await versionOf('node')), 'bin/node'),
    addons: {
      koffi: join(koffi, `linux_${arch}/koffi.node`),
      netlink: `node_modules/netlink/prebuilds/linux-${arch}/node.napi.node`,
    },
  };
}

async function versionOf(name) {
  return JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')).version;
}

/** A package of the registry, unpacked; what it has to be stands in pinned.json. */
async function fetched(name, version) {
  const folder = join(cache, `${name.replaceAll('/', '-')}-${version}`);
  const pinned = JSON.parse(await readFile('scripts/binary/pinned.json', 'utf8'))[`${name}@${version}`];
  if (!pinned)
    throw new Error(`scripts/binary/pinned.json does not say what ${name}@${version} has to be (its sha512)`);
  if (!existsSync(join(folder, 'package.json'))) {
    await mkdir(folder, {recursive: true});
    const words = ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`];
    const archive = join(folder, execFileSync('npm', words, {encoding: 'utf8'}).trim().split('\n').at(-1));
    const hash = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (hash !== pinned) throw new Error(`${name}@${version} is not what it has to be: ${hash}`);
    execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  }
  return folder;
}
