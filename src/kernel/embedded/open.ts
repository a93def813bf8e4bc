import type {Kernel} from '../kernel.js';
export function openEmbeddedKernel(_choice: string, _environment: unknown): Kernel {
  throw new Error('not yet');
}
