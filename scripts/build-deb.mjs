// npm run build:deb [-- --arch arm64] [-- --check]: lvsctl_VERSION_ARCH.deb in dist-binary/, around the executable that
// is there. It needs dpkg-deb and nothing else. Two builds of one commit are the same bytes.
import {createHash} from 'node:crypto';
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chmod, cp, lutimes, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import {parseArgs} from 'node:util';
import {gzipSync} from 'node:zlib';
import {partsOf} from './binary/parts.mjs';

const {values} = parseArgs({
  options: {
    arch: {type: 'string', default: process.arch},
    from: {type: 'string', default: 'dist-binary'},
    compression: {type: 'string', default: 'xz'}, // none is quick, for a test
    check: {type: 'boolean', default: false},
  },
});
process.umask(0o022);
const {version} = JSON.parse(await readFile('package.json', 'utf8'));
const architecture = {x64: 'amd64', arm64: 'arm64'}[values.arch];
const executable = join(values.from, `lvsctl-${values.arch}`);
if (!existsSync(executable)) fail(`${executable} is not there: npm run build:binary makes it`);
const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? dateOfCommit());

const path = await buildPackage(values.from);
if (values.check) {
  const other = await mkdtemp(join(tmpdir(), 'lvsctl-deb-'));
  const again = await readFile(await buildPackage(other));
  await rm(other, {recursive: true});
  if (!again.equals(await readFile(path))) fail('two builds are not the same');
}
console.log(`${path}: ${((await stat(path)).size / 1e6).toFixed(1)} MB${values.check ? ', the same twice' : ''}`);

async function buildPackage(to) {
  const root = await mkdtemp(join(tmpdir(), 'lvsctl-deb-'));
  try {
    await layOut(root);
    const files = await filesBelow(root);
    await writeControl(root, files);
    for (const file of [...(await filesBelow(root)), ...(await foldersBelow(root)), root])
      await lutimes(file, epoch, epoch);
    const deb = join(to, `lvsctl_${version}_${architecture}.deb`);
    const words = ['--root-owner-group', '--threads-max=1', `-Z${values.compression}`, '--build', root, deb];
    execFileSync('dpkg-deb', words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {...process.env, SOURCE_DATE_EPOCH: String(epoch)},
    });
    return deb;
  } finally {
    await rm(root, {recursive: true, force: true});
  }
}

async function layOut(root) {
  await chmod(root, 0o755);
  const put = async (from, to, mode = 0o644) => {
    await mkdir(dirname(join(root, to)), {recursive: true, mode: 0o755});
    await cp(from, join(root, to), {recursive: true});
    await chmod(join(root, to), mode);
  };
  const write = async (to, content) => {
    await mkdir(dirname(join(root, to)), {recursive: true, mode: 0o755});
    await writeFile(join(root, to), content, {mode: 0o644});
  };
  await put(executable, 'usr/bin/lvsctl', 0o755);
  // where the executable looks before it unpacks them
  for (const [stem, from] of Object.entries((await partsOf(values.arch)).addons)) {
    const hash = createHash('sha256')
      .update(await readFile(from))
      .digest('hex');
    await put(from, `usr/lib/lvsctl/${stem}-${hash.slice(0, 16)}.node`);
  }
  for (const unit of await readdir('packaging/systemd'))
    await put(`packaging/systemd/${unit}`, `usr/lib/systemd/system/${unit}`);
  await put('packaging/etc/config.yaml', 'etc/lvsctl/config.yaml');
  for (const [name, page] of await manualPages())
    await write(`usr/share/man/man${name.at(-1)}/${name}.gz`, gzipSync(page, {level: 9}));
  await write('usr/share/bash-completion/completions/lvsctl', completion('bash'));
  await write('usr/share/zsh/vendor-completions/_lvsctl', completion('zsh'));
  await write('usr/share/fish/vendor_completions.d/lvsctl.fish', completion('fish'));
  for (const page of (await readdir('docs', {recursive: true})).filter(name => name.endsWith('.md')).sort())
    await put(`docs/${page}`, `usr/share/doc/lvsctl/${page}`);
  await put('packaging/debian/copyright', 'usr/share/doc/lvsctl/copyright');
  const changes = `lvsctl (${version}) unstable; urgency=medium\n\n  * See the commits of this version.\n\n -- ${maintainer(await control(0))}  ${date()}\n`;
  await write('usr/share/doc/lvsctl/changelog.gz', gzipSync(changes, {level: 9}));
}

async function writeControl(root, files) {
  const folder = join(root, 'DEBIAN');
  await mkdir(folder, {mode: 0o755});
  const sums = [];
  let size = 0;
  for (const file of files) {
    const content = await readFile(file);
    size += Math.ceil(content.length / 1024);
    sums.push(`${createHash('md5').update(content).digest('hex')}  ${relative(root, file)}\n`);
  }
  await writeFile(join(folder, 'control'), await control(size), {mode: 0o644});
  await writeFile(join(folder, 'md5sums'), sums.join(''), {mode: 0o644});
  for (const name of ['conffiles', 'triggers']) await cp(`packaging/debian/${name}`, join(folder, name));
  for (const name of ['postinst', 'prerm', 'postrm']) {
    await cp(`packaging/debian/${name}`, join(folder, name));
    await chmod(join(folder, name), 0o755);
  }
}

async function control(size) {
  const text = await readFile('packaging/debian/control', 'utf8');
  return text.replace('@VERSION@', version).replace('@ARCHITECTURE@', architecture).replace('@SIZE@', String(size));
}

function maintainer(text) {
  return /^Maintainer: (.*)$/m.exec(text)[1];
}

/** As in e-mails (RFC 5322). */
function date() {
  return new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
}

/** Name and text of each. */
async function manualPages() {
  const folder = await mkdtemp(join(tmpdir(), 'lvsctl-man-'));
  try {
    bundle('help', '--man', folder);
    const names = (await readdir(folder)).filter(name => /\.[1-8]$/.test(name)).sort();
    if (!names.includes('lvsctl.8')) fail(`lvsctl help --man made no lvsctl.8, but ${names.join(', ') || 'nothing'}`);
    return await Promise.all(names.map(async name => [name, await readFile(join(folder, name))]));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function completion(shell) {
  return bundle('completion', shell);
}

/** What the program itself makes for the package. */
function bundle(...words) {
  const environment = {...process.env, SOURCE_DATE_EPOCH: String(epoch)};
  const {status, stdout, stderr} = spawnSync(process.execPath, ['dist/lvsctl.cjs', 'lvsctl', ...words], {
    encoding: 'utf8',
    env: environment,
  });
  if (status !== 0) fail(`lvsctl ${words.join(' ')} failed, which the package needs: ${stderr.trim()}`);
  return stdout;
}

async function filesBelow(folder) {
  return (await below(folder))
    .filter(entry => !entry.isDirectory())
    .map(pathOf)
    .sort();
}

async function foldersBelow(folder) {
  return (await below(folder))
    .filter(entry => entry.isDirectory())
    .map(pathOf)
    .sort();
}

function below(folder) {
  return readdir(folder, {recursive: true, withFileTypes: true});
}

function pathOf(entry) {
  return join(entry.parentPath, entry.name);
}

/** Seconds. */
function dateOfCommit() {
  const {status, stdout} = spawnSync('git', ['log', '-1', '--format=%ct'], {encoding: 'utf8'});
  return status === 0 ? stdout.trim() : '0';
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
