import type {Kernel} from '../../kernel.js';

/** The pieces of a file that does not change until it is forgotten. */
export function keptFile(): {read(kernel: Kernel, path: string): Iterable<Uint8Array>; forget(): void} {
  let kept: readonly Uint8Array[] | undefined;
  return {
    read: (kernel, path) => (kept ??= [...kernel.readProc(path)]),
    forget() {
      kept = undefined;
    },
  };
}
