import {type BlockLine, block} from './block-lines.js';

/** Tracked files get names as they are needed. */
export class TrackFiles {
  readonly #names = new Map<string, string>();

  nameOf(path: string): string {
    const name = this.#names.get(path) ?? `file_${this.#names.size + 1}`;
    this.#names.set(path, name);
    return name;
  }

  get blocks(): readonly BlockLine[] {
    return [...this.#names].map(([path, name]) => block(`track_file ${name}`, [`file ${path}`]));
  }
}
