import type {Line} from '../theme/role.js';

/** A row of the screen. */
export interface ScreenLine {
  readonly line: Line;
  readonly isSelected?: boolean;
}
