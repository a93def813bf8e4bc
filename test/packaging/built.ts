import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** Why there can be no executable here, or false. */
export function executableMissing(): string | false {
  if (!['x64', 'arm64'].includes(process.arch)) return `there is no recipe for ${process.arch}`;
  if (!existsSync('dist/lvsctl.cjs')) return 'it needs the bundles: npm run build';
  return false;
}

/** A folder that nobody else may write to, nor to those above it, as addons want: not below /tmp. */
export function privateFolder(): string {
  const above = process.getuid?.() === 0 ? '/var/lib' : homedir();
  return mkdtempSync(join(above, '.lvsctl-test-'));
}

/** Builds it into a folder, twice if need be. @returns its path */
export function buildExecutable(folder: string, ...words: readonly string[]): string {
  execFileSync(process.execPath, ['scripts/build-binary.mjs', '--to', folder, ...words], {stdio: 'pipe'});
  return join(folder, `lvsctl-${process.arch}`);
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs programs with an environment of their own, in which there is no Node; what they leave is below a folder. */
export class Runner {
  readonly environment: Readonly<Record<string, string>>;

  constructor(
    readonly executable: string,
    folder: string,
  ) {
    mkdirSync(join(folder, 'home'), {recursive: true});
    this.environment = {
      PATH: '/nowhere',
      HOME: join(folder, 'home'),
      LVSCTL_STATE_DIR: join(folder, 'state'),
      LVSCTL_RUN_DIR: join(folder, 'run'),
      LVSCTL_NATIVE_DIR: join(folder, 'native'),
      LVSCTL_KERNEL: `embedded:${join(folder, 'table')}`,
    };
  }

  run(words: readonly string[], more: Readonly<Record<string, string>> = {}, program = this.executable): Ran {
    const {status, stdout, stderr} = spawnSync(program, words, {
      encoding: 'utf8',
      env: {...this.environment, ...more},
      timeout: 20_000,
    });
    return {status, stdout, stderr};
  }
}

export function remove(folder: string): void {
  rmSync(folder, {recursive: true, force: true});
}
