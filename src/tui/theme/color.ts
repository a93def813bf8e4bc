/** Red, green and blue, each 0..255. */
export type Color = readonly [number, number, number];

/** `#rrggbb`. */
export function color(hex: string): Color {
  const byte = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}

/** WCAG 2.2 contrast ratio, 1..21; text is readable from 4.5. */
export function contrast(a: Color, b: Color): number {
  const [lighter, darker] = luminance(a) > luminance(b) ? [a, b] : [b, a];
  return (luminance(lighter) + 0.05) / (luminance(darker) + 0.05);
}

/** The colour, or as much of white or black in it as makes it readable on the ground. */
export function readableOn(ground: Color, text: Color): Color {
  const extreme: Color = luminance(ground) < 0.18 ? [255, 255, 255] : [0, 0, 0];
  let readable = text;
  for (let part = 0; contrast(readable, ground) < 4.5 && part <= 1; part += 0.05) readable = mix(text, extreme, part);
  return readable;
}

/** The nearest of the 256 colours, of the cube and the greys: the first 16 are as the user likes them. */
export function nearest256(wanted: Color): number {
  const inCube = wanted.map(nearestStep) as [number, number, number];
  const cube = inCube.map(step => cubeSteps[step]) as unknown as Color;
  const grey = Math.max(0, Math.min(23, Math.round(((wanted[0] + wanted[1] + wanted[2]) / 3 - 8) / 10)));
  const greyValue = 8 + 10 * grey;
  if (distance(wanted, [greyValue, greyValue, greyValue]) < distance(wanted, cube)) return 232 + grey;
  return 16 + 36 * inCube[0] + 6 * inCube[1] + inCube[2];
}

const cubeSteps = [0, 95, 135, 175, 215, 255] as const;

function nearestStep(value: number): number {
  let best = 0;
  for (const [i, step] of cubeSteps.entries())
    if (Math.abs(step - value) < Math.abs((cubeSteps[best] as number) - value)) best = i;
  return best;
}

function luminance(of: Color): number {
  const [red, green, blue] = of.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Color, to: Color, part: number): Color {
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [channel(0), channel(1), channel(2)];
}

function distance(a: Color, b: Color): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
