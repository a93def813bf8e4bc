import {spawnSync} from 'node:child_process';
import {chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const root = process.cwd();

/** Why the program cannot be tried with an /etc of its own; false where it can. */
export const cannotTry =
  (!existsSync(join(root, 'dist/lvsctl.cjs')) && 'needs a build of lvsctl (npm run build)') ||
  ((process.getuid?.() !== 0 || spawnSync('unshare', ['-m', 'true']).status !== 0) &&
    'needs root and mount namespaces');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program with an embedded kernel, and an /etc that nobody else sees. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-settings-'));
  readonly #etc = join(this.folder, 'etc');

  constructor() {
    mkdirSync(join(this.#etc, 'lvsctl'), {recursive: true, mode: 0o755});
    mkdirSync(join(this.folder, 'own', 'lvsctl'), {recursive: true});
    writeFileSync(
      join(this.#etc, 'passwd'),
      'root:x:0:0::/root:/bin/sh\nalice:x:2001:2001::/:/bin/sh\nbob:x:2002:2002::/:/bin/sh\ncarol:x:2003:4242::/:/bin/sh\n',
    );
    writeFileSync(join(this.#etc, 'group'), 'root:x:0:\nalice:x:2001:\nbob:x:2002:\noperators:x:3000:bob,carol\n');
    writeFileSync(join(this.#etc, 'services'), 'http 80/tcp\n');
  }

  /** Sets what /etc/lvsctl/config.yaml holds; undefined: there is none. */
  setMachine(text: string | undefined, {mode = 0o644, owner = 0} = {}): void {
    put(join(this.#etc, 'lvsctl', 'config.yaml'), text, mode, owner);
  }

  setOwn(text: string | undefined, {mode = 0o644, owner = 0} = {}): void {
    put(join(this.folder, 'own', 'lvsctl', 'config.yaml'), text, mode, owner);
  }

  run(words: readonly string[], more: Readonly<Record<string, string>> = {}, name = 'lvsctl', input = ''): Ran {
    const env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      XDG_CONFIG_HOME: join(this.folder, 'own'),
      LVSCTL_KERNEL: `embedded:${join(this.folder, 'kernel.json')}`,
      LVSCTL_KERNEL_FORCE: '1',
      LVSCTL_STATE_DIR: join(this.folder, 'state'),
      ...more,
    };
    const program = name === 'lvsctl' ? join(root, 'bin/lvsctl') : join(this.folder, name);
    const mount = 'mount --bind "$1" /etc && shift && exec "$@"';
    return spawnSync('unshare', ['-m', 'sh', '-c', mount, 'sh', this.#etc, program, ...words], {
      encoding: 'utf8',
      env,
      input,
      timeout: 30_000,
    });
  }

  close(): void {
    rmSync(this.folder, {recursive: true});
  }
}

function put(path: string, text: string | undefined, mode: number, owner: number): void {
  rmSync(path, {force: true});
  if (text === undefined) return;
  writeFileSync(path, text);
  chmodSync(path, mode);
  chownSync(path, owner, 0);
}
