import type {Director} from '../director.js';
export function expireWithoutDestination(_director: Director): void {}
