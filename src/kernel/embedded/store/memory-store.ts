import {type Director, newDirector} from '../director.js';
import type {Store} from './store.js';

/** A state that ends with the process: for tests. */
export function createMemoryStore(director: Director = newDirector(0, 0)): Store & {readonly director: Director} {
  return {director, read: use => use(director), update: use => use(director).result};
}
