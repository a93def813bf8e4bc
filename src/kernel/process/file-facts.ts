import {type BigIntStats, lstatSync} from 'node:fs';

/** What a name stands for, links not followed. */
export interface SeenFile {
  readonly inode: bigint;
  readonly device: bigint;
  readonly kind: 'file' | 'folder' | 'fifo' | 'link' | 'other';
  readonly owner: number;
  readonly mode: number;
  readonly links: number;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** Undefined where there is nothing, or it may not be looked at. */
export function fileFacts(path: string): SeenFile | undefined {
  try {
    const stats = lstatSync(path, {bigint: true});
    return {
      inode: stats.ino,
      device: stats.dev,
      kind: kindOf(stats),
      owner: Number(stats.uid),
      mode: Number(stats.mode & 0o7777n),
      links: Number(stats.nlink),
      size: Number(stats.size),
      modifiedAt: Number(stats.mtimeNs) / 1e6,
    };
  } catch {
    return undefined;
  }
}

function kindOf(stats: BigIntStats): SeenFile['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSymbolicLink() ? 'link' : 'other';
}
