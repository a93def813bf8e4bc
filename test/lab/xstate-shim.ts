import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {compiler, hostNeedsXstateShim} from './needs.js';

/** Compiles the shim into `folder`; the environment that makes linux.uml load it. Empty where no shim is needed. */
export function xstateEnvironment(folder: string): Record<string, string> {
  if (!hostNeedsXstateShim()) return {};
  const cc = compiler();
  if (cc === undefined) throw new Error('the lab needs a C compiler on a processor with AMX: install gcc');
  const library = join(folder, 'xstate-shim.so');
  execFileSync(cc, ['-O2', '-shared', '-fPIC', '-o', library, shimSource()], {stdio: 'pipe'});
  return {LD_PRELOAD: library};
}

/** The source stands in test/lab of the checkout; the compiled module beside it, or in build/test/lab. */
function shimSource(): string {
  const own = join(repositoryFolder(), 'test/lab/xstate-shim.c');
  if (!existsSync(own)) throw new Error(`${own} is missing`);
  return own;
}

/** The folder with package.json above this module. */
export function repositoryFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('no package.json above the lab');
    folder = dirname(folder);
  }
  return folder;
}
