/** The 2D context of drawille-canvas-blessed-contrib: a canvas of dots, 2 × 4 a cell. Its texts begin at the cell of a dot. */
export interface Context {
  readonly _canvas: {frame(delimiter: string): string};
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  fillText(text: string, x: number, y: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
}

export interface CanvasClass {
  new (width: number, height: number): {getContext(): Context};
}

/** What setData() of blessed-contrib's line widget needs of it; everything else is of its blessed screen. */
export interface LineWidget {
  options: Readonly<Record<string, unknown>>;
  canvasSize: {readonly width: number; readonly height: number};
  ctx: Context;
  setData(
    series: readonly {
      readonly x: readonly string[];
      readonly y: readonly number[];
      readonly style: {readonly line: string};
    }[],
  ): void;
}

export interface ContribModules {
  readonly linePrototype: LineWidget;
  readonly Canvas: CanvasClass;
}

// NB: not literals in import(): the modules have no types, and a bundler that followed them would fail on what blessed requires
const line: string = 'blessed-contrib/lib/widget/charts/line.js';
const canvas: string = 'drawille-canvas-blessed-contrib';

/** Only the line widget and its canvas, which install no handlers (all of blessed-contrib costs twice as much); undefined where they are not to be had. */
export async function loadContribModules(): Promise<ContribModules | undefined> {
  try {
    const [{default: Line}, {default: context}] = await Promise.all([import(line), import(canvas)]);
    return {linePrototype: Line.prototype, Canvas: context.Canvas};
  } catch {
    return undefined;
  }
}
