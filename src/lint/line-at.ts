import type {Place} from '../config/keepalived/problem.js';

/** As another place is named within a message: `line 12`, with the file where it is another one. */
export function lineAt(place: Place, from: Place): string {
  return place.file === from.file ? `line ${place.line}` : `line ${place.line} of ${place.file}`;
}
