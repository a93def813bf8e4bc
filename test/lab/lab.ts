import {type ChildProcess, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {guestInit} from './guest-init.js';
import {missingForLab} from './needs.js';
import {repositoryFolder, xstateEnvironment} from './xstate-shim.js';

export {missingForLab} from './needs.js';
export {repositoryFolder} from './xstate-shim.js';

export interface LabScript {
  /** POSIX shell, run as root by the guest; `$LAB` is a folder it shares with the caller. */
  script: string;
  /** After so many seconds the guest is killed, and `code` is 124. */
  seconds?: number;
  /** As linux.uml's mem=. */
  memory?: string;
  /** Written into `$LAB` before the boot. */
  files?: Readonly<Record<string, string>>;
  /** false = ip_vs is neither loaded nor loadable, until the script calls `load_modules`. */
  modules?: boolean;
}

export interface LabRun {
  /** What the script wrote to stdout and stderr; the console's last words if it never ran. */
  output: string;
  code: number;
  /** What the script left in `$LAB/results`, by file name. */
  results: Readonly<Record<string, string>>;
}

/** Boots a User Mode Linux with IPVS whose root is this machine's file system, and runs a script in it. */
export async function runInLab({
  script,
  seconds = 120,
  memory = '1024M',
  files = {},
  modules = true,
}: LabScript): Promise<LabRun> {
  const missing = missingForLab();
  if (missing.length > 0) throw new Error(`the lab cannot run: missing ${missing.join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-lab-'));
  try {
    const init = join(folder, 'init');
    mkdirSync(join(folder, 'results'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'script'), script);
    writeFileSync(init, guestInit({folder, directory: repositoryFolder(), modules}), {mode: 0o755});
    const {console: words, expired} = await boot({folder, init, seconds, memory});
    return {
      output: readIfThere(join(folder, 'output')) ?? `the guest did not boot:\n${words}`,
      code: expired ? 124 : Number(readIfThere(join(folder, 'code')) ?? 99),
      results: Object.fromEntries(
        readdirSync(join(folder, 'results')).map(name => [name, readFileSync(join(folder, 'results', name), 'utf8')]),
      ),
    };
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Our end of descriptor 3 closes when we end, however that happens: then nothing of the guest may stay. */
const untilWeEnd = '(read -r _; kill -KILL 0) <&3 & exec linux.uml "$@" 3<&-';

interface Boot {
  folder: string;
  init: string;
  seconds: number;
  memory: string;
}

async function boot({folder, init, seconds, memory}: Boot): Promise<{console: string; expired: boolean}> {
  // Its pid folder goes into ours: nothing stays in ~/.uml, even after a kill.
  const words = [`mem=${memory}`, 'rootfstype=hostfs', 'rootflags=/', 'rw', `init=${init}`, `umid=${basename(folder)}`];
  words.push(`uml_dir=${folder}/`, 'con=null', 'con0=null,fd:1', 'quiet');
  const guest = spawn('sh', ['-c', untilWeEnd, 'linux.uml', ...words], {
    detached: true, // a process group of its own: the guest's processes are host processes too
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {...process.env, ...xstateEnvironment(folder)},
  });
  let console = '';
  for (const stream of [guest.stdout, guest.stderr]) stream?.setEncoding('utf8').on('data', text => (console += text));
  let expired = false;
  const bound = setTimeout(() => {
    expired = true;
    killGroup(guest);
  }, seconds * 1000);
  await new Promise<void>((resolve, reject) => guest.once('error', reject).once('exit', () => resolve()));
  clearTimeout(bound);
  killGroup(guest);
  return {console: console.slice(-4000), expired};
}

function killGroup({pid}: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
