import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {missingForLab, repositoryFolder} from '../lab/lab.js';

/** For `skip` of node:test: what is missing for tests that run the built lvsctl in the lab, else false. */
export function missingForParity(): string | false {
  return reason([...missingForLab(), ...missingBuild()]);
}

/** The same for tests that run it on this machine, in namespaces of its own. */
export function missingForEmbedded(): string | false {
  return reason([...(process.getuid?.() === 0 ? [] : ['root, for namespaces']), ...missingBuild()]);
}

function missingBuild(): string[] {
  const built = ['dist/lvsctl.cjs', 'build/src/main.js'].every(file => existsSync(join(repositoryFolder(), file)));
  return built ? [] : ['a build of lvsctl (npm run build)'];
}

function reason(missing: readonly string[]): string | false {
  return missing.length > 0 && `missing: ${missing.join(', ')}`;
}
