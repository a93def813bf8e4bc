import {isObject, type Json, type JsonObject, listOf, textOf} from './nft-json.js';

/** Sets and maps by family, table and name: what rules name as `@name`. */
export class NamedSets {
  readonly #elements = new Map<string, readonly Json[] | undefined>();

  constructor(objects: readonly JsonObject[]) {
    for (const object of objects) {
      const set = object.set ?? object.map;
      if (!isObject(set)) continue;
      const isDynamic = listOf(set.flags).some(flag => flag === 'dynamic' || flag === 'timeout'); // it changes by itself
      this.#elements.set(
        keyOf(textOf(set.family), textOf(set.table), textOf(set.name)),
        isDynamic ? undefined : listOf(set.elem),
      );
    }
  }

  /** Undefined where it is not known: filled by rules, or not told. @param name with its `@` */
  elements({family, table}: JsonObject, name: string): readonly Json[] | undefined {
    return this.#elements.get(keyOf(textOf(family), textOf(table), name.slice(1)));
  }
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return parts.join(' ');
}
