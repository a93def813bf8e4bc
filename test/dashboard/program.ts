import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {repositoryFolder} from '../lab/lab.js';

/** The program as it is built. */
export const program = join(repositoryFolder(), 'bin/lvsctl');

/** Why the tests that drive it are left out, if they are. */
export const notBuilt =
  !existsSync(join(repositoryFolder(), 'dist/open-dashboard.mjs')) && 'needs a build of lvsctl (npm run build)';
