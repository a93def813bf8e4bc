import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {RawClient} from './raw-client.js';

const program = fileURLToPath(new URL('./sockets-program.js', import.meta.url));

/** A folder for sockets that is not there yet. */
export function freshFolder(context: TestContext): string {
  const above = mkdtempSync(join(tmpdir(), 'lvsctl-control-'));
  context.after(() => rmSync(above, {recursive: true, force: true}));
  return join(above, 'run');
}

/** The sockets in a process of their own. */
export class Started {
  private constructor(
    readonly child: ChildProcess,
    /** `open`, or why not. */
    readonly word: string,
    readonly folder: string,
  ) {}

  static async start(context: TestContext, folder: string): Promise<Started> {
    const child = spawn(process.execPath, [program, folder], {stdio: ['ignore', 'pipe', 'inherit']});
    context.after(() => void child.kill('SIGKILL'));
    const [word] = (await once(child.stdout, 'data')) as [Buffer];
    return new Started(child, word.toString().trim(), folder);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  connect(kind: 'state' | 'control'): Promise<RawClient> {
    return RawClient.connect(join(this.folder, `${kind}.sock`));
  }

  /** Bytes it has now, and the longest that its loop stood still since it was last asked, in milliseconds. */
  async cost(): Promise<{readonly memory: number; readonly delay: number}> {
    const client = await this.connect('control');
    client.request(1, 'reload');
    const {words} = (await client.answer(1)).result as {words: [string, string]};
    client.socket.destroy();
    const [memory, delay] = words.map(Number) as [number, number];
    assert.ok(memory > 0);
    return {memory, delay};
  }
}
