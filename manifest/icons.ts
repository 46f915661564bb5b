import { pngOf } from './png.ts';

type Colour = readonly [red: number, green: number, blue: number];

const white: Colour = [255, 255, 255];
const sky: Colour = [178, 196, 255];
const indigo: Colour = [62, 76, 176];

/** The background colour of the mark, as manifests write it. */
export const accent = `#${indigo.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** Two interlocking rings. The numbers are fractions of the picture's side. */
const mark = { radius: 0.165, width: 0.065, gap: 0.03, left: 0.395, right: 0.605 };

/** The colour icon of a Teams app: 192 × 192, with the mark in the middle 120. */
export const colourIcon = (): Uint8Array => draw(192, 1, { left: white, right: sky, ground: indigo });

/** The outline icon of a Teams app: 32 × 32, white and transparent. */
export const outlineIcon = (): Uint8Array => draw(32, 1.5, { left: white, right: white });

/** Draws the mark with anti-aliased edges. */
function draw(
  side: number,
  zoom: number,
  colours: { readonly left: Colour; readonly right: Colour; readonly ground?: Colour },
): Uint8Array {
  const pixels = new Uint8Array(side * side * 4);
  const middle = side / 2;
  const scale = side * zoom;
  const { left, right } = {
    left: { at: middle + (mark.left - 0.5) * scale, colour: colours.left },
    right: { at: middle + (mark.right - 0.5) * scale, colour: colours.right },
  };
  /** How much of the pixel is covered by a ring with this extra margin. */
  const cover = (x: number, y: number, ring: { readonly at: number }, margin: number) => {
    const away = Math.sqrt((x - ring.at) ** 2 + (y - middle) ** 2);
    const outside = Math.abs(away - mark.radius * scale) - (mark.width / 2 + margin) * scale;
    return Math.min(1, Math.max(0, 0.5 - outside));
  };
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      // Each ring is above the other once, so they interlock.
      const [below, above] = y < middle ? [left, right] : [right, left];
      const lower = cover(x, y, below, 0) * (1 - cover(x, y, above, mark.gap));
      const layers: readonly Layer[] = [
        ...(colours.ground ? [{ colour: colours.ground, cover: 1 }] : []),
        { colour: below.colour, cover: lower },
        { colour: above.colour, cover: cover(x, y, above, 0) },
      ];
      pixels.set(flatten(layers), (row * side + column) * 4);
    }
  }
  return pngOf(side, side, pixels);
}

interface Layer {
  readonly colour: Colour;
  readonly cover: number;
}

/** Blends the layers into one pixel; the last one is on top. */
function flatten(layers: readonly Layer[]): readonly number[] {
  let alpha = 0;
  let colour: Colour = white;
  for (const layer of layers) {
    const whole = layer.cover + alpha * (1 - layer.cover);
    const mix = (channel: 0 | 1 | 2) =>
      (layer.colour[channel] * layer.cover + colour[channel] * alpha * (1 - layer.cover)) / whole;
    if (whole > 0) colour = [mix(0), mix(1), mix(2)];
    alpha = whole;
  }
  return [...colour, alpha * 255].map(Math.round);
}
