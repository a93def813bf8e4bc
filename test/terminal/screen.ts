import xterm, {type IBufferCell} from '@xterm/headless';

/** `default`, the number of a palette's colour (0–255), or `#rrggbb`. */
export type Colour = 'default' | number | `#${string}`;

export interface Cell {
  /** Empty in the right half of a wide character. */
  readonly text: string;
  /** In columns: 2 for a wide character, 0 for its right half. */
  readonly width: number;
  readonly foreground: Colour;
  readonly background: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** What a terminal shows, computed by xterm.js from a program's output. Rows and columns count from 0. */
export class Screen {
  readonly #xterm;
  #isCursorVisible = true;

  /** `reply` gets what a terminal answers to a program's questions, such as the cursor's position. */
  constructor(columns: number, rows: number, reply: (text: string) => void = () => {}) {
    this.#xterm = new xterm.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true});
    this.#xterm.onData(reply);
    for (const final of ['h', 'l']) {
      this.#xterm.parser.registerCsiHandler({prefix: '?', final}, modes => {
        if (modes.includes(25)) this.#isCursorVisible = final === 'h'; // DECTCEM
        return false; // xterm.js goes on with it
      });
    }
  }

  /** `parsed` is called when the screen shows it, in a later turn of the loop. */
  write(output: Uint8Array, parsed: () => void): void {
    this.#xterm.write(output, parsed);
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows);
  }

  get columns(): number {
    return this.#xterm.cols;
  }

  get height(): number {
    return this.#xterm.rows;
  }

  /** The rows that are seen, without their trailing blanks unless `isWhole`. */
  rows(isWhole = false): string[] {
    const {active} = this.#xterm.buffer;
    return Array.from({length: this.height}, (_, row) => this.#line(active, active.baseY + row, isWhole));
  }

  /** Every row of the main screen, with those that were scrolled out of it, also while the alternate screen is shown. */
  history(): string[] {
    const {normal} = this.#xterm.buffer;
    return Array.from({length: normal.length}, (_, row) => this.#line(normal, row, false));
  }

  /** The cells of one row, as many as the screen has columns. */
  cells(row: number): Cell[] {
    const {active} = this.#xterm.buffer;
    const line = active.getLine(active.baseY + row);
    if (row < 0 || row >= this.height || !line) throw new RangeError(`the screen has no row ${row}`);
    return Array.from({length: this.columns}, (_, column) => cellOf(line.getCell(column) as IBufferCell));
  }

  isAlternate(): boolean {
    return this.#xterm.buffer.active.type === 'alternate';
  }

  isCursorVisible(): boolean {
    return this.#isCursorVisible;
  }

  cursor(): {readonly row: number; readonly column: number} {
    const {cursorY, cursorX} = this.#xterm.buffer.active;
    return {row: cursorY, column: cursorX};
  }

  /** The modes the program has set. */
  get modes(): InstanceType<typeof xterm.Terminal>['modes'] {
    return this.#xterm.modes;
  }

  dispose(): void {
    this.#xterm.dispose();
  }

  #line(buffer: InstanceType<typeof xterm.Terminal>['buffer']['active'], row: number, isWhole: boolean): string {
    const text = buffer.getLine(row)?.translateToString(false, 0, this.columns) ?? '';
    return isWhole ? text : text.trimEnd();
  }
}

function cellOf(cell: IBufferCell): Cell {
  const width = cell.getWidth();
  return {
    text: width === 0 ? '' : cell.getChars() || ' ',
    width,
    foreground: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colour(isDefault: boolean, isRgb: boolean, value: number): Colour {
  if (isDefault) return 'default';
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
